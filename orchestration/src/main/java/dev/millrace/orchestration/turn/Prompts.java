package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.guard.EvidencePrompt;
import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.ModelRequest;
import dev.millrace.orchestration.model.Role;
import dev.millrace.orchestration.model.Sampling;
import dev.millrace.orchestration.plan.Plan;
import dev.millrace.retrieval.search.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what a model is sent. */
final class Prompts {
  /** More is not read more attentively, but costs more; in tokens. */
  private static final int MOST_EVIDENCE = 6_000;

  /** Of the room that instructions and evidence leave, for what was said before; in tokens. */
  static final int MOST_HISTORY = 2_000;

  private static final int CHARACTERS_PER_TOKEN = 4;

  private final EvidencePrompt evidencePrompt =
      new EvidencePrompt(text -> text.length() / CHARACTERS_PER_TOKEN + 1);

  /**
   * A request with the evidence that it holds.
   *
   * @param shown in the order of their numbers, from 1
   */
  record Prompt(ModelRequest request, List<Evidence> shown) {}

  /** For an answer from evidence. */
  Prompt grounded(TurnInHand turn, Plan.Attempt attempt) {
    int answer = outputTokens(turn);
    int room = attempt.model().contextTokens() - answer - turn.requiredTokens();
    EvidencePrompt.Block block =
        evidencePrompt.block(attempt.evidence(), Math.min(MOST_EVIDENCE, room));
    List<ChatMessage> messages = new ArrayList<>();
    messages.add(ChatMessage.system(system(turn)));
    messages.addAll(
        turn.history()
            .permitted(attempt.tier().clearance(), Math.min(MOST_HISTORY, room - block.tokens())));
    messages.add(
        new ChatMessage(
            Role.USER,
            EvidencePrompt.message(block, turn.question()),
            turn.request().question().images()));
    return new Prompt(new ModelRequest(messages, steady(turn, answer)), block.shown());
  }

  /** For an answer from the model itself: the conversation as it is. */
  ModelRequest free(TurnInHand turn, Plan.Attempt attempt) {
    List<ChatMessage> messages = new ArrayList<>(turn.instructions());
    int room = attempt.model().contextTokens() - outputTokens(turn) - turn.requiredTokens();
    messages.addAll(turn.history().permitted(attempt.tier().clearance(), room));
    messages.add(new ChatMessage(Role.USER, turn.question(), turn.request().question().images()));
    return new ModelRequest(messages, turn.request().sampling());
  }

  private static String system(TurnInHand turn) {
    if (turn.instructions().isEmpty()) {
      return EvidencePrompt.system();
    }
    return turn.instructions().stream()
        .map(ChatMessage::text)
        .collect(
            Collectors.joining(
                "\n",
                EvidencePrompt.system() + "\nThe application adds, as far as the rules allow:\n",
                "\n"));
  }

  private static int outputTokens(TurnInHand turn) {
    Integer most = turn.request().sampling().maxOutputTokens();
    return most == null ? TurnInHand.USUAL_ANSWER : most;
  }

  /** The same question gets the same answer, as far as the model allows. */
  private static Sampling steady(TurnInHand turn, int outputTokens) {
    Sampling asked = turn.request().sampling();
    Double temperature = asked.temperature();
    return new Sampling(
        temperature == null ? 0.0 : temperature,
        asked.topP(),
        outputTokens,
        asked.stop(),
        asked.seed(),
        asked.penalties(),
        Sampling.Format.TEXT);
  }
}
