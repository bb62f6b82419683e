package dev.millrace.app.golden;

import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.BodyLines;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.http.JsonLine;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Viewer;
import io.micronaut.http.HttpRequest;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the lines of a golden set as they arrive. A set is taken whole or not at all, so all lines
 * are looked at, and what is wrong is said of each by its number.
 */
@Singleton
final class GoldenUpload {
  /** Questions of a set. */
  static final int MOST_QUESTIONS = 10_000;

  /** Bytes of a line: a question with a long history. */
  static final int LONGEST_LINE = 256 << 10;

  /** Bytes of a set: it is held in memory while it is checked. */
  private static final long MOST_BYTES = 64L << 20;

  /** Lines that are complained of; who sent something else altogether need not read it all. */
  private static final int MOST_COMPLAINTS = 5;

  /** Characters of a complaint: five and how many more there are fit into an error. */
  private static final int LONGEST_COMPLAINT = 180;

  private final JsonMapper json;
  private final GoldenAsking asking;

  GoldenUpload(JsonMapper json, GoldenAsking asking) {
    this.json = json;
    this.asking = asking;
  }

  /**
   * Reads and checks.
   *
   * @param asker who will usually run the set
   * @throws ApiException naming the lines that can't be used
   */
  List<GoldenLine> read(HttpRequest<?> request, InputStream body, Viewer asker) {
    Reading reading = new Reading(request, asker);
    try (body) {
      BodyLines lines = new BodyLines(body, LONGEST_LINE);
      for (BodyLines.Line line = lines.next(); line != null; line = lines.next()) {
        reading.take(line);
      }
    } catch (IOException e) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST, "the set did not arrive whole: " + e.getMessage(), "body");
    }
    return reading.end();
  }

  /**
   * Checks questions that came otherwise than in lines.
   *
   * @throws ApiException naming the first that can't be used
   */
  List<GoldenQuestion> check(List<GoldenLine> given, Viewer asker) {
    if (given.isEmpty() || given.size() > MOST_QUESTIONS) {
      throw ApiException.invalid("questions", "give 1 to " + MOST_QUESTIONS + " questions");
    }
    Checking checking = new Checking(asker);
    List<GoldenQuestion> questions = new ArrayList<>();
    for (GoldenLine line : given) {
      questions.add(checking.question(line.named(String.valueOf(questions.size() + 1))));
    }
    return questions;
  }

  /** What is looked up once for many questions. */
  private final class Checking {
    private final Viewer asker;
    private final Map<Optional<Principal>, Viewer> viewers = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    Checking(Viewer asker) {
      this.asker = asker;
    }

    GoldenQuestion question(GoldenLine line) {
      GoldenQuestion question = line.toQuestion();
      if (!ids.add(question.id())) {
        throw ApiException.invalid("id", "the id " + question.id() + " is there already");
      }
      asking.check(
          question,
          viewers.computeIfAbsent(question.viewer(), _ -> asking.viewer(question, asker)));
      return question;
    }
  }

  /** One set. */
  private final class Reading {
    private final HttpRequest<?> request;
    private final Checking checking;
    private final List<GoldenLine> taken = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private Optional<ErrorCode> code = Optional.empty();
    private int wrong;
    private long bytes;

    Reading(HttpRequest<?> request, Viewer asker) {
      this.request = request;
      this.checking = new Checking(asker);
    }

    void take(BodyLines.Line line) {
      byte[] text = line.bytes();
      bytes += text == null ? LONGEST_LINE : text.length;
      if (bytes > MOST_BYTES) {
        throw tooLarge(line.number(), "a set has " + (MOST_BYTES >> 20) + " MiB at most");
      }
      if (taken.size() + wrong == MOST_QUESTIONS) {
        throw tooLarge(line.number(), "a set has " + MOST_QUESTIONS + " questions at most");
      }
      try {
        if (text == null) {
          throw tooLarge(line.number(), "a line has " + LONGEST_LINE + " bytes at most");
        }
        GoldenLine given =
            JsonLine.read(json, text, GoldenLine.class, request)
                .named(String.valueOf(line.number()));
        checking.question(given);
        taken.add(given);
      } catch (ApiException e) {
        complain(line.number(), e);
      }
    }

    private void complain(int number, ApiException e) {
      wrong++;
      code = code.isEmpty() ? Optional.of(e.code()) : code;
      if (complaints.size() < MOST_COMPLAINTS) {
        String place = "line " + number + ": ";
        String said = e.getMessage();
        String whole = said.startsWith(place) ? said : place + said;
        complaints.add(
            whole.length() <= LONGEST_COMPLAINT
                ? whole
                : whole.substring(0, LONGEST_COMPLAINT) + "…");
      }
    }

    List<GoldenLine> end() {
      if (wrong > 0) {
        String more =
            wrong > complaints.size() ? "; and " + (wrong - complaints.size()) + " more" : "";
        throw new ApiException(
            code.orElse(ErrorCode.INVALID_VALUE), String.join("; ", complaints) + more, "body");
      }
      if (taken.isEmpty()) {
        throw ApiException.invalid("body", "a set has at least one question: send lines of JSON");
      }
      return taken;
    }
  }

  private static ApiException tooLarge(int line, String why) {
    return new ApiException(ErrorCode.TOO_LARGE, "line " + line + ": " + why, "body");
  }
}
