package dev.millrace.ingestion.connector.git;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;

/**
 * A repository on its server.
 *
 * @param branch empty for the one that the server calls its head
 * @param mostBytes the most that one fetch may bring
 */
record GitRemote(
    GitAddress address,
    Optional<String> branch,
    Optional<CredentialsProvider> login,
    long mostBytes) {
  private static final long MOST_LISTED = 64L << 20;
  private static final Duration LONGEST_LISTING = Duration.ofMinutes(2);
  private static final Duration LONGEST_FETCH = Duration.ofHours(2);
  private static final int TIMEOUT_SECONDS = 30;
  private static final List<String> USUAL = List.of("refs/heads/main", "refs/heads/master");

  /**
   * Which commit the branch is at now.
   *
   * @throws IOException saying why that can't be known and what to do
   */
  Head head() throws IOException, InterruptedException {
    RefSpec wanted =
        new RefSpec(Constants.R_HEADS + branch.orElse("*"), RefSpec.WildcardMode.ALLOW_MISMATCH);
    try (Transport transport = Transport.open(address.forGit())) {
      prepare(transport, new Allowance(MOST_LISTED, LONGEST_LISTING));
      try (FetchConnection connection = transport.openFetch(List.of(wanted), Constants.HEAD)) {
        return head(connection);
      }
    } catch (IOException e) {
      throw inWords(e);
    }
  }

  private Head head(FetchConnection connection) throws IOException {
    if (branch.isPresent()) {
      Ref ref = connection.getRef(Constants.R_HEADS + branch.get());
      if (ref == null) {
        throw new IOException("it has no branch " + branch.get() + ": check settings.branch");
      }
      return new Head(branch.get(), ref.getObjectId());
    }
    Ref head = connection.getRef(Constants.HEAD);
    if (head == null) {
      throw new IOException(
          "it has no commits, or does not say which branch is its main one:"
              + " set settings.branch");
    }
    String name = head.isSymbolic() ? head.getTarget().getName() : sameAs(head, connection);
    return new Head(Repository.shortenRefName(name), head.getObjectId());
  }

  /** Servers of old say where HEAD is, and not which branch that is. */
  private static String sameAs(Ref head, FetchConnection connection) throws IOException {
    return connection.getRefs().stream()
        .filter(ref -> ref.getName().startsWith(Constants.R_HEADS))
        .filter(ref -> ref.getObjectId().equals(head.getObjectId()))
        .map(Ref::getName)
        .min(
            Comparator.comparing((String name) -> !USUAL.contains(name))
                .thenComparing(name -> name))
        .orElseThrow(
            () ->
                new IOException(
                    "it does not say which branch is its main one:" + " set settings.branch"));
  }

  /**
   * Brings what belongs to the branch's newest commit and not to those that are there, without
   * history.
   *
   * @param local the name under which the commit is kept there
   * @return where the branch is now, maybe further than it was
   */
  Head fetch(Repository into, Head head, String local) throws IOException, InterruptedException {
    String name = Constants.R_HEADS + head.branch();
    try (Transport transport = Transport.open(into, address.forGit())) {
      prepare(transport, new Allowance(mostBytes, LONGEST_FETCH));
      transport.setTagOpt(TagOpt.NO_TAGS);
      transport.setDepth(1);
      Collection<RefSpec> wanted = List.of(new RefSpec(name + ":" + local).setForceUpdate(true));
      FetchResult result = transport.fetch(new UntilInterrupted(), wanted);
      Ref ref = result.getAdvertisedRef(name);
      if (ref == null) {
        throw new IOException("branch " + head.branch() + " was removed");
      }
      return new Head(head.branch(), ref.getObjectId());
    } catch (IOException e) {
      throw inWords(e);
    }
  }

  private void prepare(Transport transport, Allowance allowance) {
    transport.setTimeout(TIMEOUT_SECONDS);
    login.ifPresent(transport::setCredentialsProvider);
    if (transport instanceof TransportHttp http) {
      http.setHttpConnectionFactory(new CarefulHttp(address, allowance));
    }
  }

  private IOException inWords(IOException e) throws InterruptedException {
    if (Thread.interrupted()) {
      InterruptedException interrupted = new InterruptedException("broken off");
      interrupted.addSuppressed(e);
      throw interrupted;
    }
    return new IOException(address + ": " + why(e), e);
  }

  private String why(IOException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    if (message.contains("not authorized") || message.contains("Authentication is required")) {
      return login.isPresent()
          ? "it refuses settings.token: check it, what it may read, and settings.username"
          : "it wants to know who reads it: set settings.token";
    }
    if (message.contains("not permitted") || message.contains("403")) {
      return "settings.token may not read it";
    }
    if (e instanceof NoRemoteRepositoryException) {
      return "there is no repository, or settings.token may not see it";
    }
    if (root instanceof UnknownHostException) {
      return "there is no such host: check settings.url";
    }
    if (e instanceof TransportException && message.startsWith(address + ": ")) {
      return message.substring(address.toString().length() + 2);
    }
    return message;
  }

  private static final class UntilInterrupted extends EmptyProgressMonitor {
    @Override
    public boolean isCancelled() {
      return Thread.currentThread().isInterrupted();
    }
  }
}
