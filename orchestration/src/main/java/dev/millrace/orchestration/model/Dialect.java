package dev.millrace.orchestration.model;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import java.util.Optional;

/** One provider's way of being asked, as LangChain4j knows it. */
interface Dialect {
  /**
   * Why this provider can't be sent the request at all, with the remedy; empty if it can. What a
   * provider merely ignores is not refused.
   */
  Optional<String> refusal(ModelRequest request);

  /** A client for one call. It holds settings only, no connection, so a call can have its own. */
  StreamingChatModel client(HttpClientBuilder http);

  ChatRequestParameters parameters(ModelRequest request);

  /** The media type of the provider's stream. */
  String streamType();
}
