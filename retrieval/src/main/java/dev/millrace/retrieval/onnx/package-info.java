/**
 * What models in ONNX form have in common that run inside this process. In: a model's file, and the
 * text that it is to read. {@link dev.millrace.retrieval.onnx.NativeLibraries} unpacks the native
 * code, {@link dev.millrace.retrieval.onnx.BertTokenizer} and {@link
 * dev.millrace.retrieval.onnx.PairTokenizer} make ids of one text and of two, {@link
 * dev.millrace.retrieval.onnx.OnnxGraph} changes a graph before it is loaded. Out: a session of
 * {@link dev.millrace.retrieval.onnx.OneThread}. What its numbers mean, whoever opened it knows.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.retrieval.onnx;
