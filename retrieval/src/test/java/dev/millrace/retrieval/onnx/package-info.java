/** Tokenizers against what is known of their files, and small graphs made of their parts. */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.onnx;
