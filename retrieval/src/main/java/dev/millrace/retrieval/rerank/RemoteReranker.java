package dev.millrace.retrieval.rerank;

import static java.util.Objects.requireNonNull;

import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Clearance;
import dev.millrace.retrieval.remote.ModelCalls;
import dev.millrace.retrieval.remote.ModelServer;
import dev.millrace.retrieval.remote.Patience;
import dev.millrace.retrieval.remote.Reply;
import dev.millrace.retrieval.remote.Waiting;
import java.util.ArrayList;
import java.util.List;

/**
 * A model behind an API. Where there are more passages than a request takes, the first ones are
 * judged first, and keep their scores should a later request fail.
 */
public final class RemoteReranker implements Reranker {
  /** Somebody waits for the answer. */
  private static final int ATTEMPTS = 2;

  private final RerankModel.Remote model;
  private final ModelCalls calls;
  private final RerankQuestion question;

  /** Connects when the first question comes. */
  public RemoteReranker(RerankModel.Remote model) {
    this(model, Waiting.SYSTEM);
  }

  RemoteReranker(RerankModel.Remote model, Waiting waiting) {
    this.model = requireNonNull(model, "model");
    this.calls = new ModelCalls(model.server(), waiting);
    this.question = new RerankQuestion(model.api(), model.server().model());
  }

  @Override
  public String model() {
    return model.server().model();
  }

  @Override
  public Clearance clearance() {
    return model.clearance();
  }

  @Override
  public Scores score(String query, List<Contender> passages, Budget budget) {
    String asked = CanonicalText.of(query).value();
    List<String> texts = passages.stream().map(Contender::whole).toList();
    List<Double> scores = new ArrayList<>();
    try {
      while (scores.size() < texts.size()) {
        int end = Math.min(texts.size(), scores.size() + model.server().pace().texts());
        Patience patience = new Patience(ATTEMPTS, budget.left());
        switch (calls.ask(question.of(asked, texts.subList(scores.size(), end)), patience)) {
          case Reply.Made<List<Double>>(List<Double> more) -> scores.addAll(more);
          case Reply.Busy<List<Double>>(String reason, var _) -> {
            return ended(scores, reason);
          }
          case Reply.Refused<List<Double>>(String reason) -> {
            return ended(scores, reason);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ended(scores, "was interrupted");
    }
    return new Scores.Scored(scores);
  }

  private Scores ended(List<Double> scores, String reason) {
    ModelServer server = model.server();
    return scores.isEmpty()
        ? new Scores.Failed(server.model() + " at " + server.endpoint() + " " + reason)
        : new Scores.Scored(scores);
  }

  @Override
  public void close() {
    calls.close();
  }
}
