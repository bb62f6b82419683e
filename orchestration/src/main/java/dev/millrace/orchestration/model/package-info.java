/**
 * Generative models behind one door. In: a {@link dev.millrace.orchestration.model.ModelConnection}
 * from configuration, then for each call a {@link dev.millrace.orchestration.model.ModelRequest}, a
 * sink for the pieces of text and a {@link dev.millrace.orchestration.model.Cancellation}. Out: the
 * pieces as they arrive, then one {@link dev.millrace.orchestration.model.ModelReply} that says how
 * the call ended.
 *
 * <p>A call blocks its thread, which is meant to be a virtual one, and everything of the call
 * happens on that thread: there is no callback to synchronise with. A provider's fault is a value,
 * never an exception. A call that ends early, for whatever reason, closes its connection, so that
 * the provider stops working too. Nothing is tried twice here: whoever planned the call knows what
 * to try next.
 *
 * <p>This is the only package that knows LangChain4j's chat models. They write the requests and
 * read the answers of each provider's wire format; the bytes between go through {@code Exchange},
 * which keeps the time limits.
 */
@org.jspecify.annotations.NullMarked
package dev.millrace.orchestration.model;
