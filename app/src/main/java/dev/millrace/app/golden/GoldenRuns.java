package dev.millrace.app.golden;

import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The runs that are kept. */
@Singleton
final class GoldenRuns {
  private static final Argument<Map<String, Double>> MEASURES =
      Argument.mapOf(String.class, Double.class);

  private final GoldenRunRows runs;
  private final GoldenResultRows results;
  private final TransactionOperations<Connection> transactions;
  private final JsonMapper json;

  GoldenRuns(
      GoldenRunRows runs,
      GoldenResultRows results,
      TransactionOperations<Connection> transactions,
      JsonMapper json) {
    this.runs = runs;
    this.results = results;
    this.transactions = transactions;
    this.json = json;
  }

  /** A result in its place, from 0. */
  record Placed(int ordinal, GoldenResult result) {}

  /** Keeps a run, all of it or, where its set was deleted meanwhile, nothing; whether it did. */
  boolean add(WorkspaceId workspace, GoldenRun run, List<GoldenResult> all) {
    List<GoldenResultRow> rows = new ArrayList<>();
    for (GoldenResult result : all) {
      rows.add(
          new GoldenResultRow(
              run.id(), rows.size(), workspace.value(), result.question(), written(result)));
    }
    return transactions.executeWrite(
        _ -> {
          if (insert(workspace, run) == 0) {
            return false;
          }
          results.add(rows);
          return true;
        });
  }

  private int insert(WorkspaceId workspace, GoldenRun run) {
    return runs.add(
        run.id(),
        workspace.value(),
        run.setId(),
        run.content(),
        run.settings().mode(),
        String.join(",", run.settings().without()),
        run.settings().limit(),
        run.index().generation(),
        run.index().description(),
        run.index().firstPosition(),
        run.index().lastPosition(),
        run.ranBy(),
        run.at(),
        run.ms(),
        written(run.counts()),
        written(run.measures()));
  }

  Optional<GoldenRun> find(WorkspaceId workspace, UUID id) {
    return runs.find(workspace.value(), id).map(this::run);
  }

  /** Runs of a set, newest first, from before that one on. */
  List<GoldenRun> page(UUID setId, @Nullable UUID before, int limit) {
    return runs.page(setId, before, limit).stream().map(this::run).toList();
  }

  /** Results of a run in the order of its questions, from after that place on. */
  List<Placed> results(UUID runId, int after, int limit) {
    return results.page(runId, after, limit).stream()
        .map(row -> new Placed(row.ordinal(), read(row.result(), Argument.of(GoldenResult.class))))
        .toList();
  }

  /** All results of a run. */
  List<GoldenResult> results(UUID runId) {
    return results(runId, -1, Integer.MAX_VALUE).stream().map(Placed::result).toList();
  }

  private GoldenRun run(GoldenRunRow row) {
    return new GoldenRun(
        row.runId(),
        row.setId(),
        row.content(),
        new GoldenRun.Settings(
            row.mode(),
            row.without().isEmpty() ? List.of() : List.of(row.without().split(",")),
            row.depth()),
        new GoldenRun.Index(
            row.generationId(), row.generation(), row.firstPosition(), row.lastPosition()),
        row.ranBy(),
        row.at(),
        row.ms(),
        read(row.counts(), Argument.of(GoldenRun.Counts.class)),
        read(row.measures(), MEASURES));
  }

  private String written(Object value) {
    try {
      return CanonicalText.of(json.writeValueAsString(value)).value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private <T> T read(String text, Argument<T> type) {
    try {
      return json.readValue(text, type);
    } catch (IOException e) {
      throw new UncheckedIOException("a golden run is damaged", e);
    }
  }
}
