package dev.millrace.orchestration.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A stand-in for model servers, because no large model's weights are to be had: a real HTTP server
 * whose models answer as told. It speaks OpenAI's chat completions (Azure's paths too), Ollama's
 * and Anthropic's APIs, streaming and not, so one address serves for every provider.
 */
public final class StandInModelServer implements AutoCloseable {
  private final ServerSocket listening;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentMap<String, Served> models = new ConcurrentHashMap<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Object lock = new Object();
  private Traffic traffic = Traffic.NONE;
  private String lastRequest = "";
  private String lastTarget = "";
  private volatile Optional<String> key = Optional.empty();

  /** A model of the stand-in: what it says and how. */
  record Served(Answers answers, Dials dials) {}

  private StandInModelServer(ServerSocket listening) {
    this.listening = listening;
  }

  /** Starts on a free port of this machine, without models. */
  public static StandInModelServer start() {
    return start(0);
  }

  private static StandInModelServer start(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      // Many clients of a test arrive at once.
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_024);
      StandInModelServer server = new StandInModelServer(socket);
      var _ = server.threads.submit(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("the stand-in has no port", e);
    }
  }

  /**
   * Serves a model from now on; again to change it. A model that is not served is answered as
   * unknown.
   */
  public StandInModelServer serve(String model, Answers answers, Dials dials) {
    models.put(model, new Served(answers, dials));
    return this;
  }

  /** The same at its best. */
  public StandInModelServer serve(String model, Answers answers) {
    return serve(model, answers, Dials.PERFECT);
  }

  /** Refuses every request without this key. */
  public StandInModelServer requireKey(String required) {
    key = Optional.of(required);
    return this;
  }

  /** The address without a path: Ollama's, and Azure's with its v1 API. */
  public URI url() {
    return URI.create("http://localhost:" + listening.getLocalPort());
  }

  /** The address with the path that OpenAI's and Anthropic's clients begin at. */
  public URI v1() {
    return URI.create(url() + "/v1");
  }

  /** The body of the last request for an answer; empty before the first. */
  public String lastRequest() {
    synchronized (lock) {
      return lastRequest;
    }
  }

  /** The path and query of the last request for an answer; empty before the first. */
  public String lastTarget() {
    synchronized (lock) {
      return lastTarget;
    }
  }

  public Traffic traffic() {
    synchronized (lock) {
      return traffic;
    }
  }

  /**
   * Waits until the traffic is as wanted.
   *
   * @throws AssertionError if it is not within the time, with what it was
   */
  public Traffic await(Predicate<Traffic> wanted, Duration within) throws InterruptedException {
    long until = System.nanoTime() + within.toNanos();
    synchronized (lock) {
      while (!wanted.test(traffic)) {
        long millis = Duration.ofNanos(until - System.nanoTime()).toMillis();
        if (millis <= 0) {
          throw new AssertionError("not so within " + within + ": " + traffic);
        }
        lock.wait(millis);
      }
      return traffic;
    }
  }

  void seen(UnaryOperator<Traffic> change) {
    synchronized (lock) {
      traffic = change.apply(traffic);
      lock.notifyAll();
    }
  }

  void started(StandInRequest request) {
    synchronized (lock) {
      lastRequest = request.body();
      lastTarget = request.target();
      traffic = traffic.withStarted();
      lock.notifyAll();
    }
  }

  Optional<Served> served(String model) {
    return Optional.ofNullable(models.get(model));
  }

  Set<String> names() {
    return new ConcurrentSkipListSet<>(models.keySet());
  }

  Optional<String> key() {
    return key;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        seen(now -> now.withConnections(1));
        var _ = threads.submit(() -> converse(socket));
      }
    } catch (SocketException e) {
      // Closed: the server is at its end.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("the stand-in can't accept", e);
    }
  }

  private void converse(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      new StandInConnection(this, socket, threads).run();
    } catch (IOException e) {
      // The client has left: counted where it matters.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
      seen(now -> now.withConnections(-1));
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the stand-in does not close", e);
    }
    threads.close();
  }

  /**
   * Runs until it is stopped, with the models {@code copy} (the evidence's best sentence), {@code
   * slow} (the same at 20 tokens a second), {@code broken} (cut after five tokens) and one for each
   * {@link Mistake}.
   *
   * @param args the port, or nothing for a free one
   */
  public static void main(String[] args) throws InterruptedException {
    try (StandInModelServer server = start(args.length == 0 ? 0 : Integer.parseInt(args[0]))) {
      server.serve("copy", Answers.copyingEvidence());
      server.serve("slow", Answers.copyingEvidence(), Dials.PERFECT.tokensPerSecond(20));
      server.serve(
          "broken", Answers.copyingEvidence(), Dials.PERFECT.mishap(Dials.Mishap.Kind.CUT, 5));
      for (Mistake mistake : Mistake.values()) {
        server.serve(
            mistake.name().toLowerCase(java.util.Locale.ROOT), Answers.copyingEvidence(mistake));
      }
      System.out.println(server.v1() + " serves " + String.join(", ", server.names()));
      Thread.currentThread().join();
    }
  }
}
