package dev.millrace.app.http;

import dev.millrace.ingestion.job.Source;
import dev.millrace.ingestion.job.Sources;
import dev.millrace.retrieval.corpus.Directory;
import dev.millrace.retrieval.corpus.Principal;
import dev.millrace.retrieval.corpus.Viewer;
import dev.millrace.retrieval.filter.Field;
import dev.millrace.retrieval.filter.Filter;
import dev.millrace.retrieval.filter.Filters;
import dev.millrace.retrieval.filter.MediaTypes;
import dev.millrace.retrieval.search.DocumentReads;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Filters as requests write them. A field has one value or a list, any of which will do; all fields
 * must hold. Names become ids here, for the reader who asks: a source of which he may read nothing
 * is one that there is not.
 */
@Singleton
public final class FilterReader {
  private final Sources sources;
  private final Directory directory;
  private final DocumentReads reads;

  FilterReader(Sources sources, Directory directory, DocumentReads reads) {
    this.sources = sources;
    this.directory = directory;
    this.reads = reads;
  }

  /**
   * The filters of a request.
   *
   * @param prefix of the two fields' names in the request
   * @param ofSources names or ids; null for all
   * @param given values by the names of {@link Field}; null for none
   * @throws ApiException {@code unknown_field} for a name that is no field, naming those there are;
   *     {@code invalid_value} for what can't be a value of its field
   */
  public Filters read(
      Viewer viewer,
      String prefix,
      @Nullable List<String> ofSources,
      @Nullable Map<String, Object> given) {
    List<Filter> all = new ArrayList<>();
    if (ofSources != null) {
      String name = prefix + "sources";
      all.add(
          Filter.sources(
              sources(viewer, FilterValues.texts(Given.all(ofSources, name), name), name)));
    }
    if (given != null) {
      given.forEach((name, value) -> all.addAll(filters(viewer, prefix + "filters", name, value)));
    }
    return new Filters(all);
  }

  private List<Filter> filters(Viewer viewer, String prefix, String name, @Nullable Object value) {
    Field field = field(prefix, name);
    String param = prefix + "." + name;
    Object given = Given.required(value, param);
    return switch (field) {
      case SOURCE ->
          List.of(Filter.sources(sources(viewer, FilterValues.texts(given, param), param)));
      case LABEL ->
          List.of(Filter.labels(principals(viewer, FilterValues.texts(given, param), param)));
      case DOCUMENT ->
          List.of(Filter.documents(documents(FilterValues.texts(given, param), param)));
      case LANGUAGE ->
          List.of(
              Filter.languages(
                  FilterValues.texts(given, param).stream()
                      .map(code -> language(code, param))
                      .toList()));
      case TYPE -> List.of(Filter.types(types(FilterValues.texts(given, param), param)));
      case METADATA -> FilterValues.metadata(given, param);
      case DATE -> FilterValues.dates(given, param);
    };
  }

  private static Field field(String prefix, String name) {
    try {
      return Field.of(name);
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ErrorCode.UNKNOWN_FIELD, String.valueOf(e.getMessage()), prefix + "." + name);
    }
  }

  private Set<UUID> sources(Viewer viewer, Collection<String> given, String param) {
    Set<UUID> ids = new HashSet<>();
    for (String one : given) {
      Optional<UUID> id = id(one).or(() -> sources.named(one).map(Source::id));
      ids.add(
          id.filter(
                  source ->
                      !reads.documents(viewer, Optional.of(source), Optional.empty(), 1).isEmpty())
              .orElseThrow(
                  () ->
                      ApiException.invalid(
                          param,
                          "there is no source \"" + one + "\" of which a document can be read")));
    }
    return ids;
  }

  private Set<Long> principals(Viewer viewer, Collection<String> given, String param) {
    Set<Principal> named =
        given.stream()
            .map(one -> ApiException.reading(param, () -> Principal.parse(one)))
            .collect(Collectors.toSet());
    return directory.ids(viewer.workspace(), named);
  }

  private static List<UUID> documents(Collection<String> given, String param) {
    return given.stream()
        .map(
            one ->
                id(one)
                    .orElseThrow(
                        () ->
                            ApiException.invalid(
                                param, "\"" + one + "\" is not the id of a document")))
        .toList();
  }

  private static String language(String code, String param) {
    String low = code.strip().toLowerCase(Locale.ROOT);
    if (!low.matches("[a-z]{2}")) {
      throw ApiException.invalid(
          param, "\"" + code + "\" is not a language: write two letters of ISO 639-1, such as en");
    }
    return low;
  }

  private static List<String> types(Collection<String> given, String param) {
    return given.stream()
        .flatMap(one -> ApiException.reading(param, () -> MediaTypes.of(one)).stream())
        .toList();
  }

  /** Only the canonical form: UUID's own reader takes 1-1-1-1-1 for one. */
  private static Optional<UUID> id(String text) {
    return text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }
}
