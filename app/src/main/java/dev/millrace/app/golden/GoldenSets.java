package dev.millrace.app.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.Revision;
import dev.millrace.retrieval.corpus.WorkspaceId;
import io.micronaut.json.JsonMapper;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The sets of a workspace. */
@Singleton
final class GoldenSets {
  private final GoldenSetRows sets;
  private final GoldenQuestionRows questions;
  private final TransactionOperations<Connection> transactions;
  private final JsonMapper json;
  private final Clock clock;

  GoldenSets(
      GoldenSetRows sets,
      GoldenQuestionRows questions,
      TransactionOperations<Connection> transactions,
      JsonMapper json,
      Clock clock) {
    this.sets = sets;
    this.questions = questions;
    this.transactions = transactions;
    this.json = json;
    this.clock = clock;
  }

  /** A question in its place, from 0. */
  record Placed(int ordinal, GoldenLine line) {}

  /** A set with all its questions, of one moment. */
  record Whole(GoldenSet set, List<GoldenQuestion> questions) {
    Whole {
      questions = List.copyOf(questions);
    }
  }

  /**
   * Makes a set, or gives it other questions.
   *
   * @param lines each with an id
   */
  GoldenSet put(WorkspaceId workspace, String name, List<GoldenLine> lines, String by) {
    List<GoldenQuestionRow> rows = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    UUID fresh = UUID.randomUUID();
    for (GoldenLine line : lines) {
      String text = written(line);
      all.append(text).append('\n');
      rows.add(
          new GoldenQuestionRow(
              fresh, rows.size(), workspace.value(), line.toQuestion().id(), text));
    }
    String content = Revision.of(Revision.sha256(all.toString().getBytes(UTF_8))).hash();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return transactions.executeWrite(
        _ -> {
          sets.put(fresh, workspace.value(), name, rows.size(), content, by, now);
          GoldenSet set = find(workspace, name).orElseThrow();
          sets.deleteQuestions(set.id());
          questions.add(rows.stream().map(row -> of(set.id(), row)).toList());
          return set;
        });
  }

  private static GoldenQuestionRow of(UUID setId, GoldenQuestionRow row) {
    return new GoldenQuestionRow(
        setId, row.ordinal(), row.workspaceId(), row.questionId(), row.line());
  }

  Optional<GoldenSet> find(WorkspaceId workspace, String name) {
    return sets.findByWorkspaceIdAndName(workspace.value(), name).map(GoldenSetRow::toSet);
  }

  Optional<GoldenSet> find(WorkspaceId workspace, UUID setId) {
    return sets.findByWorkspaceIdAndSetId(workspace.value(), setId).map(GoldenSetRow::toSet);
  }

  /** A set with its questions. */
  Optional<Whole> whole(WorkspaceId workspace, String name) {
    return transactions.executeWrite(
        _ ->
            sets.hold(workspace.value(), name)
                .map(GoldenSetRow::toSet)
                .map(
                    set ->
                        new Whole(
                            set,
                            lines(set.id(), -1, Integer.MAX_VALUE).stream()
                                .map(placed -> placed.line().toQuestion())
                                .toList())));
  }

  /** Sets in the order of their names, from after that one on. */
  List<GoldenSet> page(WorkspaceId workspace, String after, int limit) {
    return sets.page(workspace.value(), after, limit).stream().map(GoldenSetRow::toSet).toList();
  }

  /** Questions in their order, from after that place on. */
  List<Placed> lines(UUID setId, int after, int limit) {
    return questions.page(setId, after, limit).stream()
        .map(row -> new Placed(row.ordinal(), read(row.line())))
        .toList();
  }

  /** Deletes a set with its runs; whether there was one. */
  boolean delete(WorkspaceId workspace, String name) {
    return sets.delete(workspace.value(), name) > 0;
  }

  private String written(GoldenLine line) {
    try {
      return CanonicalText.of(json.writeValueAsString(line)).value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GoldenLine read(String line) {
    try {
      return json.readValue(line, GoldenLine.class);
    } catch (IOException e) {
      throw new UncheckedIOException("a golden question is damaged", e);
    }
  }
}
