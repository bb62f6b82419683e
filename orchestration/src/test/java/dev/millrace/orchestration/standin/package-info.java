/**
 * A stand-in for model servers, for tests: no large model's weights are to be had where the tests
 * run. In: HTTP as OpenAI, Azure, Ollama and Anthropic take it, and for each model name {@link
 * dev.millrace.orchestration.standin.Answers} that make the text and {@link
 * dev.millrace.orchestration.standin.Dials} that say how well or badly it is served. Out: streams
 * in each provider's format over real sockets, cut, stalled or spoilt as told, and {@link
 * dev.millrace.orchestration.standin.Traffic} to wait for and assert on.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.standin;
