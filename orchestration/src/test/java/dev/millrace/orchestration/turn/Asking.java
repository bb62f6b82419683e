package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.Role;
import dev.millrace.orchestration.model.Sampling;
import dev.millrace.orchestration.plan.Policy;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.filter.Filters;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A request in the making. */
record Asking(
    Viewer viewer,
    Optional<UUID> conversation,
    List<ChatMessage> before,
    String question,
    String model,
    AnswerRequest.Options options) {
  static Asking of(Viewer viewer, String question) {
    AnswerRequest.Options options = AnswerRequest.Options.DEFAULT;
    return new Asking(viewer, Optional.empty(), List.of(), question, AnswerRequest.AUTO, options);
  }

  Asking in(UUID id) {
    return new Asking(viewer, Optional.of(id), before, question, model, options);
  }

  Asking after(ChatMessage... messages) {
    return new Asking(viewer, conversation, List.of(messages), question, model, options);
  }

  Asking model(String name) {
    return new Asking(viewer, conversation, before, question, name, options);
  }

  Asking grounding(Grounding grounding) {
    return with(grounding, options.policy(), options.maxCost(), options.deadline());
  }

  Asking policy(Policy policy) {
    return with(options.grounding(), policy, options.maxCost(), options.deadline());
  }

  Asking maxCost(String most) {
    return with(
        options.grounding(),
        options.policy(),
        Optional.of(new BigDecimal(most)),
        options.deadline());
  }

  Asking within(Duration deadline) {
    return with(options.grounding(), options.policy(), options.maxCost(), deadline);
  }

  private Asking with(
      Grounding grounding, Policy policy, Optional<BigDecimal> maxCost, Duration deadline) {
    return new Asking(
        viewer,
        conversation,
        before,
        question,
        model,
        new AnswerRequest.Options(grounding, 10, policy, maxCost, deadline, 0, Filters.NONE));
  }

  AnswerRequest request() {
    List<ChatMessage> messages = new ArrayList<>(before);
    messages.add(new ChatMessage(Role.USER, question, List.of()));
    return new AnswerRequest(viewer, conversation, messages, model, options, Sampling.DEFAULT);
  }
}
