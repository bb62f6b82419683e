package dev.millrace.orchestration.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A provider's wire format, from the server's side. */
enum StandInFormat {
  OPENAI("text/event-stream") {
    @Override
    String piece(String model, String text) {
      return event(chunk(model, Map.of("content", text), "null"));
    }

    @Override
    String beginning(String model) {
      return event(chunk(model, Map.of("role", "assistant", "content", ""), "null"));
    }

    @Override
    String end(String model, Finished finished) {
      String usage =
          finished.ending() == Dials.Ending.NO_USAGE
              ? ""
              : event(
                  "{\"id\":\"stand-in\",\"object\":\"chat.completion.chunk\",\"created\":0,"
                      + "\"model\":"
                      + json(model)
                      + ",\"choices\":[],\"usage\":"
                      + openAiUsage(finished)
                      + "}");
      String finish = finished.reason("stop", "length", "content_filter");
      if (finished.ending() == Dials.Ending.UNMARKED) {
        return event(chunk(model, Map.of(), finish));
      }
      return (finish.equals("null") ? "" : event(chunk(model, Map.of(), finish)))
          + usage
          + "data: [DONE]\n\n";
    }

    @Override
    String whole(String model, String text, Finished finished) {
      return "{\"id\":\"stand-in\",\"object\":\"chat.completion\",\"created\":0,\"model\":"
          + json(model)
          + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
          + json(text)
          + "},\"finish_reason\":"
          + finished.reason("stop", "length", "content_filter")
          + "}],\"usage\":"
          + openAiUsage(finished)
          + "}";
    }
  },
  OLLAMA("application/x-ndjson") {
    @Override
    String piece(String model, String text) {
      return line(model, text, "\"done\":false");
    }

    @Override
    String beginning(String model) {
      return "";
    }

    @Override
    String end(String model, Finished finished) {
      return finished.ending() == Dials.Ending.NO_FINISH ? "" : whole(model, "", finished) + "\n";
    }

    @Override
    String whole(String model, String text, Finished finished) {
      String usage =
          finished.ending() == Dials.Ending.NO_USAGE
              ? ""
              : ",\"prompt_eval_count\":"
                  + finished.input()
                  + ",\"eval_count\":"
                  + finished.output();
      // Ollama has no filter; what it does not know is passed on by compatible servers.
      String reason = finished.reason("stop", "length", "content_filter");
      return line(model, text, "\"done_reason\":" + reason + ",\"done\":true" + usage).strip();
    }

    private String line(String model, String text, String rest) {
      return "{\"model\":"
          + json(model)
          + ",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":"
          + "{\"role\":\"assistant\",\"content\":"
          + json(text)
          + "},"
          + rest
          + "}\n";
    }

    @Override
    String errorEvent(String message) {
      return "{\"error\":" + json(message) + "}\n";
    }

    @Override
    String heartbeat() {
      return "\n";
    }

    @Override
    String broken() {
      return "{\"model\":\"x\",\"message\":{\"role\":\n";
    }
  },
  ANTHROPIC("text/event-stream") {
    @Override
    String piece(String model, String text) {
      return named(
          "content_block_delta",
          ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":" + json(text) + "}");
    }

    @Override
    String beginning(String model) {
      return named(
              "message_start",
              ",\"message\":{\"id\":\"stand-in\",\"type\":\"message\",\"role\":\"assistant\","
                  + "\"content\":[],\"model\":"
                  + json(model)
                  + ",\"stop_reason\":null}")
          + named(
              "content_block_start",
              ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
          + named("ping", "");
    }

    @Override
    String end(String model, Finished finished) {
      String usage =
          finished.ending() == Dials.Ending.NO_USAGE
              ? ""
              : ",\"usage\":{\"input_tokens\":"
                  + finished.input()
                  + ",\"output_tokens\":"
                  + finished.output()
                  + "}";
      return named("content_block_stop", ",\"index\":0")
          + named(
              "message_delta",
              ",\"delta\":{\"stop_reason\":"
                  + finished.reason("end_turn", "max_tokens", "refusal")
                  + ",\"stop_sequence\":null}"
                  + usage)
          + named("message_stop", "");
    }

    @Override
    String whole(String model, String text, Finished finished) {
      return "{\"id\":\"stand-in\",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
          + json(model)
          + ",\"content\":[{\"type\":\"text\",\"text\":"
          + json(text)
          + "}],\"stop_reason\":"
          + finished.reason("end_turn", "max_tokens", "refusal")
          + ",\"usage\":{\"input_tokens\":"
          + finished.input()
          + ",\"output_tokens\":"
          + finished.output()
          + "}}";
    }

    @Override
    String errorEvent(String message) {
      return "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
          + "\"message\":"
          + json(message)
          + "}}\n\n";
    }

    @Override
    String heartbeat() {
      return named("ping", "");
    }

    @Override
    String broken() {
      return "event: content_block_delta\ndata: {\"type\":\n\n";
    }

    private String named(String type, String rest) {
      return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + rest + "}\n\n";
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String streamType;

  StandInFormat(String streamType) {
    this.streamType = streamType;
  }

  /** How an answer ends, with its tokens: for the stand-in a word is a token. */
  record Finished(Dials.Ending ending, int input, int output) {
    String reason(String stop, String length, String filtered) {
      return switch (ending) {
        case NO_FINISH -> "null";
        case LENGTH -> json(length);
        case FILTERED -> json(filtered);
        case COMPLETE, NO_USAGE, LEFT_OPEN, UNMARKED -> json(stop);
      };
    }
  }

  String streamType() {
    return streamType;
  }

  abstract String beginning(String model);

  abstract String piece(String model, String text);

  abstract String end(String model, Finished finished);

  abstract String whole(String model, String text, Finished finished);

  String errorEvent(String message) {
    return event(error(message));
  }

  /** What a server sends to show that it lives: a comment, an empty line, a ping. */
  String heartbeat() {
    return ": alive\n\n";
  }

  String broken() {
    return event("{\"choices\":[{\"delta\":");
  }

  /** The question and the evidence in a request's messages. */
  Asked asked(JsonNode request) {
    List<String> texts = new ArrayList<>();
    String lastUser = "";
    if (request.has("system")) {
      texts.add(text(request.get("system")));
    }
    for (JsonNode message : request.path("messages")) {
      String text = text(message.path("content"));
      String role = message.path("role").asText();
      if (!role.equals("assistant")) {
        texts.add(text);
      }
      if (role.equals("user")) {
        lastUser = text;
      }
    }
    return Asked.of(request.path("model").asText(), texts, lastUser);
  }

  private static String text(JsonNode content) {
    if (content.isTextual()) {
      return content.asText();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      if (part.has("text")) {
        text.append(text.isEmpty() ? "" : "\n").append(part.get("text").asText());
      }
    }
    return text.toString();
  }

  static String error(String message) {
    return "{\"error\":{\"message\":"
        + json(message)
        + ",\"type\":\"stand_in_error\",\"param\":null,\"code\":null}}";
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("text and maps of text are JSON", e);
    }
  }

  static String event(String data) {
    return "data: " + data + "\n\n";
  }

  private static String chunk(String model, Map<String, String> delta, String finish) {
    return "{\"id\":\"stand-in\",\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":"
        + json(model)
        + ",\"choices\":[{\"index\":0,\"delta\":"
        + json(delta)
        + ",\"finish_reason\":"
        + finish
        + "}]}";
  }

  private static String openAiUsage(Finished finished) {
    return "{\"prompt_tokens\":"
        + finished.input()
        + ",\"completion_tokens\":"
        + finished.output()
        + ",\"total_tokens\":"
        + (finished.input() + finished.output())
        + "}";
  }
}
