package dev.millrace.ingestion.connector.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToLongFunction;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks for addresses, one request each: redirects are answers, cookies are not kept, and every
 * answer is held to a size and a deadline, so that none can go on for ever. Used by many threads.
 */
final class Browser implements AutoCloseable {
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final Timeout SILENCE = Timeout.ofSeconds(30);
  private static final int LONGEST_HEADER = 16 * 1024;
  private static final int MOST_HEADERS = 200;
  private static final int BUFFER = 16 * 1024;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Manners manners;
  private final Pace pace = new Pace();
  private final CloseableHttpClient client;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("web-deadlines").factory());

  Browser(Manners manners, CheckedNames names) {
    this.manners = manners;
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(names)
                    .setMaxConnTotal(64)
                    .setMaxConnPerRoute(16)
                    .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(SILENCE).build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(SILENCE)
                            .setTimeToLive(Timeout.ofMinutes(1))
                            .build())
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                            .http1Config(
                                Http1Config.custom()
                                    .setMaxLineLength(LONGEST_HEADER)
                                    .setMaxHeaderCount(MOST_HEADERS)
                                    .build())
                            .build())
                    .build())
            .setUserAgent(manners.userAgent())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableContentCompression()
            .disableAuthCaching()
            .build();
  }

  /**
   * How an address is to be asked for.
   *
   * @param known what the page said last; without, it is asked for in any case
   * @param delay between requests to the host
   * @param deadline for all of the answer
   */
  record Request(PageUrl url, Validators known, Duration delay, Duration deadline) {}

  /** Asks, and keeps as many bytes as {@code room} has for an answer of these headers. */
  Answer read(Request request, ToLongFunction<Headers> room) throws InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    return switch (write(request, room, bytes)) {
      case Answer.Body body -> new Answer.Body(body.headers(), bytes.toByteArray(), body.whole());
      case Answer other -> other;
    };
  }

  /** Asks, and writes as many bytes as there is room for; the answer itself has none. */
  Answer write(Request request, ToLongFunction<Headers> room, OutputStream out)
      throws InterruptedException {
    pace.await(request.url().origin(), request.delay());
    Answer answer = once(request, room, out);
    if (answer instanceof Answer.Failed failed && failed.after().isPresent()) {
      pace.hold(request.url().origin(), shorter(failed.after().get(), LONGEST_WAIT));
    }
    return answer;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Answer once(Request request, ToLongFunction<Headers> room, OutputStream out) {
    PageUrl url = request.url();
    HttpGet get = new HttpGet(URI.create(url.toString()));
    get.setHeader("Accept", "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8");
    get.setHeader("Accept-Encoding", "gzip");
    manners.headersFor(url).forEach(get::setHeader);
    request.known().etag().ifPresent(tag -> get.setHeader("If-None-Match", tag));
    request.known().modified().ifPresent(date -> get.setHeader("If-Modified-Since", date));
    HttpHost host = new HttpHost(url.scheme(), url.host().replaceAll("[\\[\\]]", ""), url.port());
    AtomicBoolean late = new AtomicBoolean();
    Future<?> deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              get.cancel();
            },
            request.deadline().toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      ClassicHttpResponse response = opened(host, get);
      try {
        return answer(response, room, out);
      } finally {
        left(response, get);
      }
    } catch (IOException | HttpException | IllegalArgumentException | IllegalStateException e) {
      return late.get()
          ? Answer.Failed.forNow(
              "did not answer in full within " + request.deadline().toSeconds() + " s")
          : Refusals.of(e);
    } finally {
      deadline.cancel(false);
    }
  }

  /** A response that was read to its end gave its connection back; of others it is closed. */
  private static void left(ClassicHttpResponse response, HttpGet get) {
    try {
      get.cancel();
      response.close();
    } catch (IOException e) {
      // What it said was read.
    }
  }

  private ClassicHttpResponse opened(HttpHost host, HttpGet get) throws IOException {
    try {
      return client.executeOpen(host, get, null);
    } catch (NoHttpResponseException e) {
      // The server closed a connection that was kept from an earlier request.
      return client.executeOpen(host, get, null);
    }
  }

  private Answer answer(
      ClassicHttpResponse response, ToLongFunction<Headers> room, OutputStream out)
      throws IOException, HttpException {
    Map<String, List<String>> byName = new HashMap<>();
    for (Header header : response.getHeaders()) {
      byName
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue() == null ? "" : header.getValue());
    }
    Headers headers = new Headers(byName);
    int status = response.getCode();
    return switch (status) {
      case 200, 203 -> body(headers, response.getEntity(), room.applyAsLong(headers), out);
      case 304 -> new Answer.NotModified();
      case 301, 302, 303, 307, 308 ->
          headers
              .first("Location")
              .<Answer>map(Answer.Moved::new)
              .orElse(Answer.Failed.forGood("answers " + status + " and doesn't say where to go"));
      case 404, 410 -> new Answer.Missing();
      default -> Refusals.of(status, headers);
    };
  }

  private static Answer body(Headers headers, HttpEntity entity, long most, OutputStream out)
      throws IOException {
    if (entity == null) {
      return new Answer.Body(headers, new byte[0], true);
    }
    String encoding = headers.first("Content-Encoding").orElse("identity").toLowerCase(Locale.ROOT);
    InputStream raw = entity.getContent();
    Optional<InputStream> decoded =
        switch (encoding) {
          case "identity" -> Optional.of(raw);
          case "gzip", "x-gzip" -> Optional.of(new GZIPInputStream(raw, BUFFER));
          case "deflate" -> Optional.of(new InflaterInputStream(raw));
          default -> Optional.empty();
        };
    if (decoded.isEmpty()) {
      return Answer.Failed.forGood(
          "comes compressed as \"" + encoding + "\", which was not asked for");
    }
    // Closing the stream would read on to its end; the response is closed instead.
    boolean whole = copied(decoded.get(), most, out);
    return new Answer.Body(headers, new byte[0], whole);
  }

  private static boolean copied(InputStream in, long most, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long room = most;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, (int) Math.min(read, room));
      room -= read;
      if (room < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    client.close(CloseMode.IMMEDIATE);
  }
}
