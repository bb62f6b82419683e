package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.conversation.Conversation;
import dev.millrace.orchestration.conversation.Conversations;
import dev.millrace.orchestration.conversation.Message;
import dev.millrace.orchestration.conversation.Turn;
import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.Role;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What was said before the question.
 *
 * @param conversation the one that goes on
 * @param said oldest first
 */
record History(UUID conversation, List<Said> said) {
  /** Messages that are looked back at; of them a model gets as many as it has room for. */
  private static final int MOST_MESSAGES = 20;

  private static final int CHARACTERS_PER_TOKEN = 4;

  /** A message, and the most sensitive evidence in it. */
  record Said(ChatMessage message, Sensitivity sensitivity) {}

  History {
    said = List.copyOf(said);
  }

  /**
   * The history of a request: what is stored of its conversation, then what it brings along. What a
   * client brings is its own text, whose sensitivity nobody here knows.
   */
  static History of(AnswerRequest request, Conversations conversations) throws Unanswerable {
    List<Said> said = new ArrayList<>();
    UUID id = UUID.randomUUID();
    if (request.conversation().isPresent()) {
      id = request.conversation().get();
      Optional<Conversation> known = conversations.find(request.viewer(), id);
      if (known.isEmpty()) {
        throw new Unanswerable(
            Failure.Kind.NO_CONVERSATION, "there is no conversation " + id, "conversationId");
      }
      conversations.last(request.viewer(), known.get(), MOST_MESSAGES).stream()
          .filter(message -> !message.isWithheld())
          .forEach(message -> said.add(said(message)));
    }
    List<ChatMessage> before = request.messages().subList(0, request.messages().size() - 1);
    before.forEach(message -> said.add(new Said(message, Sensitivity.PUBLIC)));
    return new History(id, said);
  }

  private static Said said(Message message) {
    return new Said(
        new ChatMessage(message.role(), message.text(), List.of()), message.sensitivity());
  }

  /** Questions and answers, for making a follow-up stand alone. */
  List<Turn> turns() {
    return said.stream()
        .map(Said::message)
        .filter(message -> message.role() != Role.SYSTEM)
        .map(message -> new Turn(message.role(), message.text()))
        .toList();
  }

  /** Whether something was asked before. */
  boolean follows() {
    return said.stream().anyMatch(one -> one.message().role() == Role.USER);
  }

  /** Of the most sensitive message. */
  Sensitivity sensitivity() {
    return said.stream()
        .map(Said::sensitivity)
        .max(Sensitivity::compareTo)
        .orElse(Sensitivity.PUBLIC);
  }

  /**
   * The last messages that a tier may read, oldest first, without instructions; as many as fit,
   * with no gap between them.
   *
   * @param tokens room for them
   */
  List<ChatMessage> permitted(Clearance clearance, int tokens) {
    List<ChatMessage> permitted = new ArrayList<>();
    boolean all = true;
    long room = (long) tokens * CHARACTERS_PER_TOKEN;
    for (Said one : said.reversed()) {
      if (one.message().role() == Role.SYSTEM) {
        continue;
      }
      room -= one.message().text().length();
      if (room < 0 || !clearance.permits(one.sensitivity())) {
        all = false;
        break;
      }
      permitted.addFirst(one.message());
    }
    while (!all && !permitted.isEmpty() && permitted.getFirst().role() == Role.ASSISTANT) {
      // Some providers take no answer before the first question.
      permitted.removeFirst();
    }
    return permitted;
  }

  /** What the request itself instructs. */
  List<ChatMessage> instructions() {
    return said.stream()
        .map(Said::message)
        .filter(message -> message.role() == Role.SYSTEM)
        .toList();
  }
}
