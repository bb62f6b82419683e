package dev.millrace.app.wiring;

import dev.millrace.app.StartupException;
import dev.millrace.app.database.RunningDatabase;
import dev.millrace.app.http.Readiness;
import dev.millrace.app.identity.AdminKey;
import dev.millrace.app.identity.KeySecret;
import dev.millrace.app.settings.Settings;
import dev.millrace.ingestion.generation.GenerationWork;
import dev.millrace.ingestion.job.Jobs;
import dev.millrace.orchestration.turn.AnswerTurn;
import dev.millrace.retrieval.search.EvidenceSearch;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.runtime.graceful.GracefulShutdownManager;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running process: everything that settings ask for, and the API in front of it. Prints
 * nothing.
 */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);

  /** How long requests under way may take to end when the server stops. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final ApplicationContext context;
  private final NettyEmbeddedServer http;
  private final Optional<KeySecret> newAdminKey;
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private Server(
      ApplicationContext context, NettyEmbeddedServer http, Optional<KeySecret> newAdminKey) {
    this.context = context;
    this.http = http;
    this.newAdminKey = newAdminKey;
  }

  /**
   * Starts the parts, and then the API. When it returns, requests are answered; searches may still
   * wait for the index, which {@code /health/ready} tells.
   *
   * @param settings by full name, {@code "millrace.port"}; they win over environment, the file
   *     {@code millrace.yml} in the home, and defaults
   * @throws StartupException naming what is wrong and the way out; nothing is left running
   */
  public static Server start(Map<String, Object> settings) {
    return start(settings, System.getenv());
  }

  /**
   * Starts as {@link #start(Map)} does, but deaf to environment variables: for a server that must
   * not find its way to anybody's database, whatever is exported in the shell.
   */
  public static Server startApart(Map<String, Object> settings) {
    return start(settings, Map.of());
  }

  private static Server start(Map<String, Object> given, Map<String, String> environment) {
    Map<String, Object> properties = new HashMap<>(given);
    Settings settings = load(given, environment);
    properties.putAll(settings.properties());
    ApplicationContext context =
        ApplicationContext.builder()
            .properties(properties)
            .environmentPropertySource(false)
            .deduceEnvironment(false)
            .deduceCloudEnvironment(false)
            .eagerInitConfiguration(true)
            .banner(false)
            .build();
    try {
      context.start();
      // Made now and not at the first request: what cannot work stops the start.
      AdminKey adminKey = context.getBean(AdminKey.class);
      context.getBean(EvidenceSearch.class);
      context.getBean(Readiness.class);
      context.getBean(GenerationWork.class);
      context.getBean(Jobs.class).start();
      context.getBean(AnswerTurn.class);
      NettyEmbeddedServer http = context.getBean(NettyEmbeddedServer.class);
      http.start();
      context.getBean(RunningDatabase.class).announce(http.getPort());
      // Last: a key that is made by a start that fails would be shown to nobody.
      return new Server(context, http, adminKey.ensure());
    } catch (RuntimeException e) {
      close(context);
      throw StartFailure.of(settings).explain(e);
    }
  }

  /** What is Millrace's is checked; the rest is the framework's. */
  private static Settings load(Map<String, Object> given, Map<String, String> environment) {
    Map<String, String> ours = new LinkedHashMap<>();
    given.forEach(
        (key, value) -> {
          if (key.startsWith("millrace.")) {
            ours.put(key, value.toString());
          }
        });
    Map<String, String> system = new LinkedHashMap<>();
    System.getProperties().forEach((key, value) -> system.put(key.toString(), value.toString()));
    return Settings.load(ours, system, environment);
  }

  /** The port that it listens on; where the setting was 0, the one that was free. */
  public int port() {
    return http.getPort();
  }

  /** Where it is reached from this machine. */
  public URI uri() {
    return http.getURI();
  }

  /** The home, as a real path. */
  public Path home() {
    return context.getBean(RunningDatabase.class).home();
  }

  /** Where the database is, without a password. */
  public String database() {
    return context.getBean(RunningDatabase.class).connection().address();
  }

  /** The file that keeps the admin key; empty where a setting says it. */
  public Optional<Path> adminKeyFile() {
    return context.getBean(AdminKey.class).file();
  }

  /** The admin key, if this start made it: to be shown once, since nothing will show it again. */
  public Optional<KeySecret> newAdminKey() {
    return newAdminKey;
  }

  /** One of the parts that the factories of this package made. */
  public <T> T part(Class<T> type) {
    return context.getBean(type);
  }

  /** Waits until it is closed. A signal to end the process closes it in good order. */
  public void awaitClose() throws InterruptedException {
    Thread hook = Thread.ofPlatform().name("stop").unstarted(this::close);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal came first.
      close();
    }
    closed.await();
  }

  /**
   * Takes no more requests, lets those under way end for at most 10 s, then closes what served
   * them. Returns when all is closed; again is harmless.
   */
  @Override
  public void close() {
    if (closing.compareAndSet(false, true)) {
      try {
        drain();
        http.stopServerOnly();
      } finally {
        close(context);
        closed.countDown();
      }
    }
    awaitClosed();
  }

  private void drain() {
    try {
      context
          .getBean(GracefulShutdownManager.class)
          .shutdownGracefully()
          .toCompletableFuture()
          .get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("requests under way did not end within {} s and are cut off", GRACE.toSeconds());
    } catch (ExecutionException e) {
      LOG.warn("the API did not stop in good order", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(ApplicationContext context) {
    try {
      context.close();
    } catch (RuntimeException e) {
      LOG.warn("not everything was closed in good order", e);
    }
  }
}
