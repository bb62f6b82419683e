package dev.millrace.app.openai;

import dev.millrace.app.answer.Wording;
import dev.millrace.app.http.ApiException;
import dev.millrace.app.http.ErrorCode;
import dev.millrace.app.http.Given;
import dev.millrace.orchestration.model.ChatMessage;
import dev.millrace.orchestration.model.Image;
import dev.millrace.orchestration.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a message's content comes to.
 *
 * @param at the content's field
 */
record Parts(String text, List<Image> images, String at) {
  /**
   * Reads content.
   *
   * @param content a text, or a list of parts
   */
  static Parts of(Object content, String at) {
    return switch (content) {
      case String text -> new Parts(Wording.text(text, at), List.of(), at);
      case List<?> parts -> read(parts, at);
      default -> throw ApiException.invalid(at, at + " is a string or a list of parts");
    };
  }

  private static Parts read(List<?> parts, String at) {
    if (parts.isEmpty()) {
      throw ApiException.invalid(at, at + " is an empty list: give it a part");
    }
    List<String> texts = new ArrayList<>();
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = at + "[" + i + "]";
      Map<?, ?> fields = object(parts.get(i), part);
      String type = string(fields, "type", part);
      switch (type) {
        case "text" -> {
          only(fields, Set.of("type", "text"), part);
          texts.add(Wording.text(string(fields, "text", part), part + ".text"));
        }
        case "refusal" -> {
          only(fields, Set.of("type", "refusal"), part);
          texts.add(Wording.text(string(fields, "refusal", part), part + ".refusal"));
        }
        case "image_url" -> {
          only(fields, Set.of("type", "image_url"), part);
          images.add(image(fields, part));
        }
        case "input_audio", "file" ->
            throw Unserved.refusal(part + ".type", "messages are text and images");
        default ->
            throw ApiException.invalid(
                part + ".type", part + ".type is text or image_url, not \"" + type + "\"");
      }
    }
    return new Parts(String.join("\n", texts), images, at);
  }

  private static Image image(Map<?, ?> part, String at) {
    String field = at + ".image_url";
    Map<?, ?> image = object(part.get("image_url"), field);
    only(image, Set.of("url", "detail"), field);
    Object detail = image.get("detail");
    if (detail != null && !detail.equals("auto")) {
      throw Unserved.refusal(
          field + ".detail", "models see images as they are: leave it out or write auto");
    }
    String url = string(image, "url", field);
    return ApiException.reading(field + ".url", () -> Image.of(url));
  }

  private static Map<?, ?> object(@Nullable Object value, String at) {
    if (Given.required(value, at) instanceof Map<?, ?> map) {
      return map;
    }
    throw ApiException.invalid(at, at + " is an object");
  }

  private static String string(Map<?, ?> object, String field, String at) {
    String name = at + "." + field;
    if (Given.required(object.get(field), name) instanceof String text) {
      return text;
    }
    throw ApiException.invalid(name, name + " is a string");
  }

  private static void only(Map<?, ?> object, Set<String> known, String at) {
    for (Object field : object.keySet()) {
      if (field instanceof String name && !known.contains(name)) {
        String path = at + "." + name;
        throw new ApiException(
            ErrorCode.UNKNOWN_FIELD, "there is no field " + path + " here", path);
      }
    }
  }

  ChatMessage message(Role role) {
    if (role != Role.USER && !images.isEmpty()) {
      throw ApiException.invalid(at, at + " has an image: only a user's message may");
    }
    return new ChatMessage(role, text, images);
  }
}
