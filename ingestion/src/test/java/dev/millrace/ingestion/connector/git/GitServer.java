package dev.millrace.ingestion.connector.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.ingestion.connector.Connector;
import dev.millrace.ingestion.connector.SourceSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/** A repository with a work tree, served over git's smart HTTP protocol. */
final class GitServer implements AutoCloseable {
  final Path folder;
  final Git git;
  final AtomicLong sent = new AtomicLong();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Optional<String> login;

  /**
   * @param login name and password with a colon between, if the server asks for them
   */
  GitServer(Path folder, Optional<String> login) throws IOException, GitAPIException {
    this.folder = folder;
    this.login = login;
    NoSettings.use();
    git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/team/repo.git/", this::serve);
    server.createContext("/elsewhere/", this::redirect);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/team/repo.git";
  }

  String url(String path) {
    return "http://localhost:" + server.getAddress().getPort() + path;
  }

  /** A connector to this, with more settings: names and values in turn. */
  Connector connect(Path cache, InstantSource clock, String... more) {
    Map<String, String> settings = new HashMap<>(Map.of("url", url()));
    for (int at = 0; at < more.length; at += 2) {
      settings.put(more[at], more[at + 1]);
    }
    GitType type = new GitType(cache, clock);
    return type.open(SourceSettings.of(type.kind(), type.settings(), settings));
  }

  ObjectId commit() throws GitAPIException {
    git.add().addFilepattern(".").call();
    git.add().addFilepattern(".").setUpdate(true).call();
    return git.commit()
        .setMessage("change")
        .setAuthor("somebody", "somebody@example.com")
        .setCommitter("somebody", "somebody@example.com")
        .setAllowEmpty(true)
        .setSign(false)
        .call();
  }

  void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, text);
  }

  void put(String name, String text) throws IOException, GitAPIException {
    write(name, text);
    commit();
  }

  void remove(String name) throws IOException, GitAPIException {
    Files.delete(folder.resolve(name));
    commit();
  }

  private void redirect(HttpExchange exchange) throws IOException {
    String other = "http://127.0.0.1:" + server.getAddress().getPort() + "/team/repo.git";
    exchange.getResponseHeaders().set("Location", other + "/info/refs?service=git-upload-pack");
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (login.isPresent() && !login.get().equals(given(exchange))) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      UploadPack upload = new UploadPack(git.getRepository());
      upload.setBiDirectionalPipe(false);
      @Nullable String protocol = exchange.getRequestHeaders().getFirst("Git-Protocol");
      if (protocol != null) {
        upload.setExtraParameters(List.of(protocol));
      }
      if (exchange.getRequestURI().getPath().endsWith("/info/refs")) {
        exchange
            .getResponseHeaders()
            .set("Content-Type", "application/x-git-upload-pack-advertisement");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = counted(exchange)) {
          upload.sendAdvertisedRefs(
              new PacketLineOutRefAdvertiser(new PacketLineOut(out)), "git-upload-pack");
        }
      } else {
        exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-result");
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        exchange.sendResponseHeaders(200, 0);
        try (InputStream body = exchange.getRequestBody();
            InputStream in = zipped ? new GZIPInputStream(body) : body;
            OutputStream out = counted(exchange)) {
          upload.upload(in, out, null);
        }
      }
    }
  }

  private OutputStream counted(HttpExchange exchange) {
    return new BufferedOutputStream(exchange.getResponseBody()) {
      @Override
      public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        sent.addAndGet(length);
        super.write(bytes, from, length);
      }
    };
  }

  private static String given(HttpExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    return header == null || !header.startsWith("Basic ")
        ? ""
        : new String(Base64.getDecoder().decode(header.substring(6)), UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
    git.close();
  }
}
