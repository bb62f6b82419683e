package dev.millrace.orchestration.turn;

import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.orchestration.conversation.Conversations;
import dev.millrace.orchestration.conversation.Conversations.Exchange;
import dev.millrace.orchestration.guard.EvidencePrompt;
import dev.millrace.orchestration.ledger.Call;
import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.Usage;
import dev.millrace.orchestration.plan.Need;
import dev.millrace.orchestration.plan.Plan;
import dev.millrace.orchestration.turn.Understanding.Understood;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One turn while it is made: what is asked, what was released, what it took so far. */
final class TurnInHand {
  private static final Logger LOG = LoggerFactory.getLogger(TurnInHand.class);

  /** What an answer may grow to unless the request says otherwise, in tokens. */
  static final int USUAL_ANSWER = 1_000;

  private static final int CHARACTERS_PER_TOKEN = 4;

  private final AnswerRequest request;
  private final String question;
  private final History history;
  private final Books books;
  private final AnswerSink sink;
  private final UUID answerId = UUID.randomUUID();
  private final long startedAt = System.nanoTime();
  private final Released released;
  private final List<String> route = new ArrayList<>();
  private QuestionClass kind = QuestionClass.LOOKUP;
  private boolean grounded;
  private List<Evidence> found = List.of();
  private Sensitivity read = Sensitivity.PUBLIC;
  private BigDecimal cost = BigDecimal.ZERO;
  private Usage usage = Usage.NONE;

  TurnInHand(
      AnswerRequest request, String question, History history, Books books, AnswerSink sink) {
    this.request = request;
    this.question = question;
    this.history = history;
    this.books = books;
    this.sink = sink;
    this.released = new Released(sink, startedAt);
  }

  UUID answerId() {
    return answerId;
  }

  AnswerRequest request() {
    return request;
  }

  /** The question as the guard let it through. */
  String question() {
    return question;
  }

  History history() {
    return history;
  }

  Released released() {
    return released;
  }

  boolean grounded() {
    return grounded;
  }

  /** What the search found, best first. */
  List<Evidence> found() {
    return found;
  }

  BigDecimal cost() {
    return cost;
  }

  void tell(AnswerEvent event) {
    sink.accept(event);
  }

  /** What the planner has to know. */
  Need need(Understood understood, boolean fromEvidence, List<Evidence> evidence) {
    kind = understood.kind();
    grounded = fromEvidence;
    found = List.copyOf(evidence);
    int before = tokens(history.permitted(Clearance.ALL, Integer.MAX_VALUE));
    Integer most = request.sampling().maxOutputTokens();
    return new Need(
        kind,
        evidence,
        new Need.Ask(
            fromEvidence,
            request.namesModel() ? Optional.of(request.model()) : Optional.empty(),
            images(),
            request.options().policy(),
            request.options().maxCost()),
        new Need.Size(
            requiredTokens(),
            grounded ? Math.min(before, Prompts.MOST_HISTORY) : before,
            most == null ? USUAL_ANSWER : most,
            history.sensitivity()));
  }

  /** Of what has to be sent whatever else is: instructions and question. */
  int requiredTokens() {
    String rules = grounded ? EvidencePrompt.system() : "";
    return tokens(history.instructions())
        + (rules.length() + question.length()) / CHARACTERS_PER_TOKEN;
  }

  private static int tokens(List<ChatMessage> messages) {
    long characters = messages.stream().mapToLong(message -> message.text().length()).sum();
    return Math.toIntExact(Math.min(Integer.MAX_VALUE / 4, characters / CHARACTERS_PER_TOKEN));
  }

  private boolean images() {
    return request.messages().stream().anyMatch(message -> !message.images().isEmpty());
  }

  /** The turn, as the ledger has it. */
  Call.Turn ledgerTurn() {
    return new Call.Turn(
        request.viewer().workspace().value(),
        answerId,
        history.conversation(),
        request.viewer().user().toString(),
        kind,
        prompt(),
        request.options().policy().versioned());
  }

  private String prompt() {
    return grounded ? EvidencePrompt.PROMPT_VERSION : "";
  }

  /** Adds what a call took to what the turn has taken. */
  void took(Usage more, BigDecimal amount) {
    cost = cost.add(amount);
    usage =
        new Usage(
            usage.inputTokens() + more.inputTokens(),
            usage.outputTokens() + more.outputTokens(),
            usage.estimated() || more.estimated());
  }

  /** Notes where the turn has been. */
  void went(Plan.Attempt attempt, String outcome) {
    String step = attempt.model().name() + "@" + attempt.tier().name();
    route.add(outcome.equals("accepted") ? step : step + " (" + outcome + ")");
  }

  /** Answers a greeting where no model is there to make conversation. */
  TurnResult greet() {
    kind = QuestionClass.SMALL_TALK;
    released.plain(Refusal.GREETING);
    return finish("none", "none", new Answer.End.Complete(), List.of());
  }

  /** Ends with a sentence instead of an answer. */
  TurnResult refuse(String model, String tier, String sentence, List<Evidence> nearest) {
    List<Evidence> named = Refusal.documents(nearest);
    released.plain(Refusal.text(sentence, named));
    return finish(model, tier, new Answer.End.Refused(sentence), named);
  }

  /** Ends with what was released. */
  TurnResult finish(String model, String tier, Answer.End end, List<Evidence> nearest) {
    Answer answer =
        new Answer(
            answerId,
            history.conversation(),
            released.text(),
            end,
            released.citations(),
            released.marks(),
            nearest,
            new Answer.MadeBy(
                model,
                tier,
                kind.wire() + ": " + (route.isEmpty() ? "no model" : String.join(" > ", route)),
                prompt(),
                request.options().policy().versioned()),
            new Answer.Spent(
                cost, books.ledger().currency(), usage, Elapsed.ms(startedAt), released.firstMs()));
    keep(answer);
    sink.accept(new AnswerEvent.Finished(answer));
    return new TurnResult.Answered(answer);
  }

  /** An answer that was given is not taken back because it could not be kept. */
  private void keep(Answer answer) {
    Set<UUID> documents =
        Stream.concat(answer.citations().stream().map(Citation::passage), answer.nearest().stream())
            .map(Evidence::documentId)
            .collect(Collectors.toSet());
    try {
      Exchange exchange =
          new Exchange(
              answerId,
              question,
              answer.text(),
              AnswerDetails.json(answer),
              receipt(answer),
              sensitivity(answer),
              documents);
      Conversations conversations = books.conversations();
      UUID id = history.conversation();
      boolean kept =
          request.conversation().isPresent()
              ? conversations.goOn(request.viewer(), id, exchange)
              : conversations.keep(request.viewer(), id, exchange);
      if (!kept) {
        LOG.info("answer {} was not kept: its conversation was deleted meanwhile", answerId);
      }
    } catch (RuntimeException e) {
      LOG.error("answer {} was given but could not be kept", answerId, e);
    }
  }

  private String receipt(Answer answer) {
    return books
        .receipts()
        .sign(AnswerReceipt.of(answer, question, request.viewer(), books.clock().instant()));
  }

  /**
   * Notes that a model wrote what was released. Its headings and code cite nothing, so they may say
   * something of all that it read.
   */
  void wrote(Plan.Attempt attempt) {
    read = Sensitivities.highest(read, attempt.evidence());
  }

  /**
   * An answer is as sensitive as what it was made of, as the documents that it names, and as what
   * it goes on from.
   */
  private Sensitivity sensitivity(Answer answer) {
    return Sensitivities.highest(
        read.compareTo(history.sensitivity()) > 0 ? read : history.sensitivity(),
        Stream.concat(answer.citations().stream().map(Citation::passage), answer.nearest().stream())
            .toList());
  }

  /** What the request's system messages say. */
  List<ChatMessage> instructions() {
    return history.instructions();
  }
}
