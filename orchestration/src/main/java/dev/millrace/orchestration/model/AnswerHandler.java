package dev.millrace.orchestration.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;

/** Tells the call what LangChain4j has read. */
final class AnswerHandler implements StreamingChatResponseHandler {
  private final Call call;

  AnswerHandler(Call call) {
    this.call = call;
  }

  @Override
  public void onPartialResponse(String piece) {
    call.text(piece);
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    call.closed(response.metadata().tokenUsage());
  }

  @Override
  public void onError(Throwable error) {
    call.fail(Fault.MALFORMED, "sent what can't be read: " + ErrorText.of(error));
  }
}
