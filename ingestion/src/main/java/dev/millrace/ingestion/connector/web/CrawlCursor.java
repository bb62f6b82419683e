package dev.millrace.ingestion.connector.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Frontier} as a cursor: JSON, compressed, as text. Addresses are written once and then
 * counted, since the pages of a site link to each other.
 */
final class CrawlCursor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FORMAT = 1;

  /** Longer cursors are not kept: the next scan then asks for every page again. */
  static final int LONGEST = 8 << 20;

  /** As much as a cursor of that length may hold; it is our own, but damage is possible. */
  private static final int MOST_JSON = 512 << 20;

  /** A frontier as it is written; numbers are places in {@code urls}. */
  record Written(
      int format,
      List<String> urls,
      List<Page> pages,
      List<Step> queue,
      Map<Frontier.Ending, List<Integer>> endings,
      Progress progress) {}

  record Page(
      int url, @Nullable Told told, List<String> validators, List<Integer> links, Seen seen) {}

  record Told(String version, long size, String mediaType) {}

  record Seen(String listed, long asked) {}

  record Step(int url, int depth, String listed) {}

  record Progress(
      List<String> hosts, boolean seeded, boolean incomplete, boolean saidMany, boolean saidDeep) {}

  private CrawlCursor() {}

  /** The cursor for a frontier; empty if it would be too long. */
  static Optional<String> write(Frontier frontier) {
    Writing writing = new Writing();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      JSON.writeValue(out, writing.of(frontier));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String cursor = Base64.getEncoder().encodeToString(bytes.toByteArray());
    return Optional.of(cursor).filter(text -> text.length() <= LONGEST);
  }

  /** The frontier of a cursor; empty if the cursor is none of ours. */
  static Optional<Frontier> read(String cursor) {
    try (InputStream in =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(cursor)))) {
      byte[] json = in.readNBytes(MOST_JSON);
      Written written = JSON.readValue(json, Written.class);
      return written.format() == FORMAT ? Optional.of(frontier(written)) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Frontier frontier(Written written) {
    List<PageUrl> urls =
        written.urls().stream().map(text -> PageUrl.of(text).orElseThrow()).toList();
    Frontier frontier = new Frontier();
    for (Page page : written.pages()) {
      Told told = page.told();
      frontier.known.put(
          urls.get(page.url()),
          new Known(
              told == null
                  ? Optional.empty()
                  : Optional.of(new Known.Told(told.version(), told.size(), told.mediaType())),
              new Validators(some(page.validators().get(0)), some(page.validators().get(1))),
              page.links().stream().map(urls::get).toList(),
              some(page.seen().listed()),
              Instant.ofEpochSecond(page.seen().asked())));
    }
    for (Step step : written.queue()) {
      frontier.add(new Visit(urls.get(step.url()), step.depth(), some(step.listed())));
    }
    written
        .endings()
        .forEach(
            (ending, places) ->
                places.forEach(
                    place -> {
                      frontier.queued.add(urls.get(place));
                      frontier.endings.put(urls.get(place), ending);
                    }));
    Progress progress = written.progress();
    frontier.hosts.addAll(progress.hosts());
    frontier.seeded = progress.seeded();
    frontier.incomplete = progress.incomplete();
    frontier.saidMany = progress.saidMany();
    frontier.saidDeep = progress.saidDeep();
    return frontier;
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(one -> !one.isEmpty());
  }

  /** Counts addresses while a frontier is written. */
  private static final class Writing {
    private final List<String> urls = new ArrayList<>();
    private final Map<PageUrl, Integer> places = new HashMap<>();

    Written of(Frontier frontier) {
      List<Page> pages = new ArrayList<>();
      frontier.known.forEach((url, known) -> pages.add(page(url, known)));
      List<Step> queue =
          frontier.queue.stream()
              .map(visit -> new Step(at(visit.url()), visit.depth(), visit.listed().orElse("")))
              .toList();
      Map<Frontier.Ending, List<Integer>> endings = new EnumMap<>(Frontier.Ending.class);
      frontier.endings.forEach(
          (url, ending) -> endings.computeIfAbsent(ending, one -> new ArrayList<>()).add(at(url)));
      return new Written(
          FORMAT,
          urls,
          pages,
          queue,
          endings,
          new Progress(
              List.copyOf(frontier.hosts),
              frontier.seeded,
              frontier.incomplete,
              frontier.saidMany,
              frontier.saidDeep));
    }

    private Page page(PageUrl url, Known known) {
      return new Page(
          at(url),
          known
              .told()
              .map(told -> new Told(told.version(), told.size(), told.mediaType()))
              .orElse(null),
          List.of(known.validators().etag().orElse(""), known.validators().modified().orElse("")),
          known.links().stream().map(this::at).toList(),
          new Seen(known.listed().orElse(""), known.asked().getEpochSecond()));
    }

    private int at(PageUrl url) {
      return places.computeIfAbsent(
          url,
          one -> {
            urls.add(one.toString());
            return urls.size() - 1;
          });
    }
  }
}
