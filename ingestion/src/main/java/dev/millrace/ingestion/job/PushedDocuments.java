package dev.millrace.ingestion.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.ingestion.parse.FetchedFile;
import dev.millrace.retrieval.corpus.CanonicalText;
import dev.millrace.retrieval.corpus.CorpusWriter;
import dev.millrace.retrieval.corpus.CorpusWriter.Known;
import dev.millrace.retrieval.corpus.DocumentKey;
import dev.millrace.retrieval.corpus.Revision;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents that are handed over one at a time. Safe for use by many threads. */
public final class PushedDocuments {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private final Sources sources;
  private final CorpusWriter corpus;
  private final IngestFlow flow;
  private final Spool spool;
  private final InstantSource clock;

  public PushedDocuments(
      Sources sources, CorpusWriter corpus, IngestFlow flow, Spool spool, InstantSource clock) {
    this.sources = sources;
    this.corpus = corpus;
    this.flow = flow;
    this.spool = spool;
    this.clock = clock;
  }

  /**
   * Adds a document to a source, or puts it in the place of the one of that external id. One that
   * is the same in all it says is neither parsed nor embedded again.
   *
   * @throws IllegalArgumentException if the external id can't be one
   * @throws SourceGoneException if there is no such source
   * @throws IOException if the disk fails
   * @throws Spool.TooLargeException if the text is too long
   */
  public Outcome push(UUID sourceId, PushedDocument pushed)
      throws IOException, InterruptedException {
    DocumentKey key = new DocumentKey(sources.workspace(), sourceId, clean(pushed.externalId()));
    RightsNow rights = sources.rightsOf(sourceId, source -> source.with(pushed.own()));
    byte[] hash = hash(pushed);
    Optional<Known> known = corpus.known(key);
    if (known.isPresent() && Arrays.equals(known.get().contentHash(), hash)) {
      return settled(known.get(), rights);
    }
    byte[] bytes = clean(pushed.text()).getBytes(StandardCharsets.UTF_8);
    try (Spool.Fetched fetched = spool.take(new ByteArrayInputStream(bytes))) {
      return flow.ingest(
          new Incoming(
              key,
              known.map(Known::documentId),
              new FetchedFile(key.externalId(), pushed.mediaType(), fetched.path()),
              hash,
              clean(pushed.uri().orElse(key.externalId())),
              pushed.title().map(PushedDocuments::clean).orElse(null),
              cleaned(pushed.metadata())),
          rights);
    }
  }

  private Outcome settled(Known known, RightsNow rights) {
    Stages stages = new Stages(clock);
    Optional<Long> position =
        rights.holding(
            now ->
                Rights.of(known).equals(now)
                    ? Optional.empty()
                    : corpus.relabel(
                        sources.workspace(), known.documentId(), now.label(), now.sensitivity()));
    return new Outcome(
        known.externalId(),
        position.isPresent() ? OutcomeKind.CHANGED : OutcomeKind.UNCHANGED,
        position.isPresent() ? "readers changed" : null,
        known.documentId(),
        known.revision(),
        stages.millis(),
        stages.total(),
        position.map(OptionalLong::of).orElse(OptionalLong.empty()),
        clock.instant());
  }

  /**
   * Removes a document, whatever its source; gone from the next query on. The log position of the
   * removal; empty if there is no such document.
   */
  public Optional<Long> remove(UUID documentId) {
    return corpus.remove(sources.workspace(), documentId);
  }

  /** Of all that the document says, so that a new title counts as a change too. */
  private static byte[] hash(PushedDocument pushed) {
    try {
      return Revision.sha256(
          JSON.writeValueAsBytes(
              List.of(
                  clean(pushed.text()),
                  pushed.mediaType(),
                  clean(pushed.title().orElse("")),
                  clean(pushed.uri().orElse("")),
                  cleaned(pushed.metadata()))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("metadata is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** JSON may carry NUL and halves of surrogate pairs, which neither UTF-8 nor Postgres can. */
  private static String clean(String text) {
    return CanonicalText.of(text).value();
  }

  private static Map<String, Object> cleaned(Map<?, ?> values) {
    Map<String, Object> clean = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          Object cleaned = cleanedValue(value);
          if (cleaned != null) {
            clean.put(clean(String.valueOf(name)), cleaned);
          }
        });
    return clean;
  }

  private static @Nullable Object cleanedValue(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> clean(text);
      case Map<?, ?> map -> cleaned(map);
      case List<?> list ->
          list.stream().map(PushedDocuments::cleanedValue).filter(Objects::nonNull).toList();
      default -> value;
    };
  }
}
