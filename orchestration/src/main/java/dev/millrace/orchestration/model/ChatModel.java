package dev.millrace.orchestration.model;

/** One generative model at one provider. Safe for any number of calls at a time. */
public interface ChatModel extends AutoCloseable {
  /**
   * Sends the request and waits for the whole answer. Pieces are delivered on the calling thread.
   * Whatever the provider does wrong is a {@link ModelReply.Failed}; only an exception of the sink
   * itself passes through, after the call was ended. An interrupt of the calling thread counts as
   * cancelling and stays set.
   *
   * @param cancellation ends the call, from any thread
   */
  ModelReply chat(ModelRequest request, PieceSink pieces, Cancellation cancellation);

  /** Ends the calls under way as failed and lets go of the connections. */
  @Override
  void close();
}
