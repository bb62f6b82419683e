package dev.millrace.orchestration.model;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.util.Optional;

/**
 * Stands between a stream and LangChain4j's reading of it: looks at each event first, and lets
 * nothing through once the call is over. LangChain4j itself would log a broken event and read on.
 */
final class CheckedEvents implements ServerSentEventListener {
  private final Call call;
  private final ServerSentEventListener reader;

  CheckedEvents(Call call, ServerSentEventListener reader) {
    this.call = call;
    this.reader = reader;
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    if (call.listening() && isFit(event.data())) {
      try {
        reader.onEvent(event, context);
      } catch (RuntimeException e) {
        call.fail(Fault.MALFORMED, "sent an event that can't be read");
      }
    }
  }

  private boolean isFit(String data) {
    if (data.isBlank()) {
      return false;
    }
    if (StreamEvent.isEndMark(data)) {
      call.endMark();
      return false;
    }
    Optional<StreamEvent> event = StreamEvent.of(data);
    if (event.isPresent()) {
      call.event(event.get());
    } else {
      call.fail(Fault.MALFORMED, "sent an event that is not JSON");
    }
    return call.listening();
  }

  @Override
  public void onError(Throwable error) {
    call.fail(Fault.MALFORMED, "sent a stream that can't be read");
  }
}
