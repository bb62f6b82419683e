package dev.millrace.app.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the API tells on the way to an answer, under the names that it tells it by. */
sealed interface AskEvent {
  record Started(String answerId, String conversationId) implements AskEvent {}

  record Classified(
      String query, boolean rewritten, @JsonProperty("class") String kind, double confidence)
      implements AskEvent {}

  record Searched(int passages, int documents, long ms, List<String> notes) implements AskEvent {
    public Searched {
      notes = notes == null ? List.of() : List.copyOf(notes);
    }
  }

  record Planned(String policy, List<PlannedAttempt> attempts, List<NotTried> rejected)
      implements AskEvent {
    public Planned {
      attempts = attempts == null ? List.of() : List.copyOf(attempts);
      rejected = rejected == null ? List.of() : List.copyOf(rejected);
    }
  }

  /** An attempt of a plan. */
  record PlannedAttempt(
      String model, String tier, int evidence, int withheld, BigDecimal estimate, String reason) {}

  /** A model that a plan leaves out. */
  record NotTried(String model, String tier, String reason) {}

  record Attempted(int number, String model, String tier, long waitMs) implements AskEvent {}

  record Released(String text) implements AskEvent {}

  record Dropped(String reason) implements AskEvent {}

  record AttemptEnded(
      int number, String model, String tier, String outcome, @Nullable String reason, long ms)
      implements AskEvent {}

  record Finished(FoundAnswer answer) implements AskEvent {}

  record Failed(String code, String message) implements AskEvent {}

  /**
   * Reads an event; empty for one that this command line does not know.
   *
   * @throws JsonProcessingException if its data is not what its name promises
   */
  static Optional<AskEvent> read(String name, String data) throws JsonProcessingException {
    return switch (name) {
      case "started" -> Optional.of(Json.read(data, Started.class));
      case "classified" -> Optional.of(Json.read(data, Classified.class));
      case "searched" -> Optional.of(Json.read(data, Searched.class));
      case "planned" -> Optional.of(Json.read(data, Planned.class));
      case "attempted" -> Optional.of(Json.read(data, Attempted.class));
      case "released" -> Optional.of(Json.read(data, Released.class));
      case "dropped" -> Optional.of(Json.read(data, Dropped.class));
      case "attempt_ended" -> Optional.of(Json.read(data, AttemptEnded.class));
      case "finished" -> Optional.of(new Finished(Json.read(data, FoundAnswer.class)));
      case "error" -> {
        var error = Json.tree(data).path("error");
        yield Optional.of(new Failed(error.path("code").asText(), error.path("message").asText()));
      }
      default -> Optional.empty();
    };
  }
}
