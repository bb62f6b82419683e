/** Tests of how text is taken apart. */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.text;
