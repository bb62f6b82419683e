package dev.millrace.orchestration.turn;

import static java.util.Objects.requireNonNull;

import dev.millrace.orchestration.classify.QuestionClass;
import dev.millrace.orchestration.guard.InputGuard;
import dev.millrace.orchestration.guard.SupportCheck;
import dev.millrace.orchestration.model.Cancellation;
import dev.millrace.orchestration.plan.Plan;
import dev.millrace.orchestration.plan.Planner;
import dev.millrace.orchestration.tier.FleetModel;
import dev.millrace.orchestration.turn.Understanding.Understood;
import dev.millrace.retrieval.corpus.Sensitivity;
import dev.millrace.retrieval.search.Evidence;
import dev.millrace.retrieval.search.EvidenceSearch;
import dev.millrace.retrieval.search.QueryText;
import dev.millrace.retrieval.search.SearchNote;
import dev.millrace.retrieval.search.SearchRequest;
import dev.millrace.retrieval.search.SearchResult;
import java.util.List;
import java.util.Optional;

/**
 * A question's way to its answer, top to bottom: history, guard, classify, evidence, plan, and for
 * each attempt of the plan permit, call, verify, bind; then the books. Safe for many turns at once.
 */
public final class AnswerTurn {
  /** A greeting is taken for one only when that is plain: a question must not be waved aside. */
  private static final double PLAINLY = 0.8;

  private static final InputGuard QUESTIONS = new InputGuard(InputGuard.DEFAULT_LONGEST);

  /** What a model is given to work on may be a document; its context is the limit that counts. */
  private static final InputGuard TEXTS = new InputGuard(2_000_000);

  private final Understanding understanding;
  private final EvidenceSearch search;
  private final Planner planner;
  private final Callers callers;
  private final SupportCheck check;
  private final Books books;

  public AnswerTurn(
      Understanding understanding,
      EvidenceSearch search,
      Planner planner,
      Callers callers,
      SupportCheck check,
      Books books) {
    this.understanding = requireNonNull(understanding, "understanding");
    this.search = requireNonNull(search, "search");
    this.planner = requireNonNull(planner, "planner");
    this.callers = requireNonNull(callers, "callers");
    this.check = requireNonNull(check, "check");
    this.books = requireNonNull(books, "books");
  }

  /**
   * Answers. Returns when the answer is complete and kept, or there will be none.
   *
   * @param sink told of everything as it happens, on this thread
   * @param cancellation thrown when who asked goes away
   */
  public TurnResult run(AnswerRequest request, AnswerSink sink, Cancellation cancellation) {
    try (Deadline deadline = Deadline.of(request.options().deadline(), cancellation)) {
      return answer(request, sink, deadline);
    } catch (Unanswerable e) {
      if (cancellation.cancelled()) {
        return new TurnResult.Cancelled();
      }
      sink.accept(new AnswerEvent.Failed(e.failure()));
      return new TurnResult.Failed(e.failure());
    }
  }

  private TurnResult answer(AnswerRequest request, AnswerSink sink, Deadline deadline)
      throws Unanswerable {
    requireModel(request);
    String question = guarded(request);
    History history = History.of(request, books.conversations());
    TurnInHand turn = new TurnInHand(request, question, history, books, sink);
    turn.tell(new AnswerEvent.Started(turn.answerId(), history.conversation()));

    Understood understood = understanding.of(turn, deadline);
    turn.tell(
        new AnswerEvent.Classified(
            understood.query(),
            understood.rewritten(),
            understood.kind(),
            understood.confidence()));
    if (greets(request, understood) && !writes()) {
      return turn.greet();
    }

    boolean grounded = groundable(request) && !greets(request, understood);
    List<Evidence> evidence = grounded ? evidence(turn, understood.query()) : List.of();
    if (grounded && evidence.isEmpty()) {
      return turn.refuse("none", "none", Refusal.NOTHING_FOUND, List.of());
    }
    Plan plan = planner.plan(turn.need(understood, grounded, evidence));
    turn.tell(new AnswerEvent.Planned(plan));
    return new Attempts(callers, check, books).make(turn, understood, plan, deadline);
  }

  private void requireModel(AnswerRequest request) throws Unanswerable {
    if (request.namesModel() && planner.fleet().model(request.model()).isEmpty()) {
      throw new Unanswerable(
          Failure.Kind.UNKNOWN_MODEL,
          "there is no model \"%s\" here; auto chooses one".formatted(request.model()),
          "model");
    }
  }

  private String guarded(AnswerRequest request) throws Unanswerable {
    InputGuard guard = groundable(request) ? QUESTIONS : TEXTS;
    return switch (guard.check(request.question().text())) {
      case InputGuard.Checked.Accepted(String question) -> question;
      case InputGuard.Checked.Refused(var _, String message) ->
          throw new Unanswerable(Failure.Kind.INVALID_QUESTION, message, "messages");
    };
  }

  /** A model that writes and was named speaks for itself unless it is asked not to. */
  private boolean groundable(AnswerRequest request) {
    return switch (request.options().grounding()) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          !request.namesModel()
              || planner.fleet().model(request.model()).filter(FleetModel::generative).isEmpty();
    };
  }

  private static boolean greets(AnswerRequest request, Understood understood) {
    return request.options().grounding() == Grounding.AUTO
        && !request.namesModel()
        && understood.kind() == QuestionClass.SMALL_TALK
        && understood.confidence() >= PLAINLY;
  }

  /** Whether any model could make conversation. */
  private boolean writes() {
    return planner.fleet().models().stream().anyMatch(FleetModel::generative);
  }

  private List<Evidence> evidence(TurnInHand turn, String query) throws Unanswerable {
    if (QueryText.of(query).onlyExcludes()) {
      throw new Unanswerable(
          Failure.Kind.INVALID_QUESTION,
          "the question only says what must not be there: say what to look for as well",
          "messages");
    }
    long started = System.nanoTime();
    AnswerRequest.Options options = turn.request().options();
    SearchRequest request =
        new SearchRequest(
            turn.request().viewer(),
            query,
            Optional.empty(),
            options.passages(),
            options.minPosition(),
            // A follow-up that was made to stand alone has words of the answers before it.
            query.equals(turn.question()) ? Sensitivity.PUBLIC : turn.history().sensitivity(),
            options.filters());
    return switch (search.search(request)) {
      case SearchResult.Found(List<Evidence> evidence, long _, int _, var notes) -> {
        long documents = evidence.stream().map(Evidence::documentId).distinct().count();
        turn.tell(
            new AnswerEvent.Searched(
                evidence.size(),
                Math.toIntExact(documents),
                Elapsed.ms(started),
                notes.stream().map(SearchNote::text).toList()));
        yield evidence;
      }
      case SearchResult.Behind(long position, long wanted) ->
          throw new Unanswerable(
              Failure.Kind.BEHIND,
              "the index is at position " + position + " and did not reach " + wanted + " in time",
              "minPosition");
    };
  }
}
