package dev.millrace.ingestion.job;

import dev.millrace.ingestion.connector.Facts;
import dev.millrace.ingestion.connector.OwnRights;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Sensitivity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@link Facts} as a JSON object; what is not said is left out. */
final class FactsJson {
  private static final String TITLE = "title";
  private static final String MEDIA_TYPE = "mediaType";
  private static final String METADATA = "metadata";
  private static final String READERS = "readers";
  private static final String DENIED = "denied";
  private static final String SENSITIVITY = "sensitivity";

  private FactsJson() {}

  static Map<String, Object> of(Facts facts) {
    Map<String, Object> json = new TreeMap<>();
    facts.title().ifPresent(title -> json.put(TITLE, title));
    facts.mediaType().ifPresent(type -> json.put(MEDIA_TYPE, type));
    if (!facts.metadata().isEmpty()) {
      json.put(METADATA, facts.metadata());
    }
    facts.rights().readers().ifPresent(readers -> json.put(READERS, texts(readers)));
    facts.rights().denied().ifPresent(denied -> json.put(DENIED, texts(denied)));
    facts.rights().sensitivity().ifPresent(level -> json.put(SENSITIVITY, level.wire()));
    return json;
  }

  static Facts facts(@Nullable Map<String, Object> json) {
    if (json == null || json.isEmpty()) {
      return Facts.NONE;
    }
    return new Facts(
        Optional.ofNullable((String) json.get(TITLE)),
        Optional.ofNullable((String) json.get(MEDIA_TYPE)),
        metadata(json.get(METADATA)),
        new OwnRights(
            principals(json.get(READERS)),
            principals(json.get(DENIED)),
            Optional.ofNullable((String) json.get(SENSITIVITY)).map(Sensitivity::of)));
  }

  private static Map<String, Object> metadata(@Nullable Object json) {
    Map<String, Object> metadata = new TreeMap<>();
    if (json instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            if (value != null) {
              metadata.put(String.valueOf(name), value);
            }
          });
    }
    return metadata;
  }

  private static List<String> texts(Set<Principal> principals) {
    return principals.stream().map(Principal::toString).sorted().toList();
  }

  private static Optional<Set<Principal>> principals(@Nullable Object json) {
    return json instanceof List<?> texts
        ? Optional.of(
            texts.stream()
                .map(text -> Principal.parse(String.valueOf(text)))
                .collect(Collectors.toUnmodifiableSet()))
        : Optional.empty();
  }
}
