package dev.millrace.app.cli;

import static java.util.Objects.requireNonNull;

import dev.millrace.ingestion.connector.ContentHash;
import dev.millrace.ingestion.connector.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * One folder's way to the server: hash → open a run → manifest → send what is wanted → complete.
 *
 * <p>Files are hashed before the run is opened, because a run that nobody touches may be taken over
 * and a large folder takes a while to read. A file that cannot be read or that the server refuses
 * ends alone; a server that goes away, or a run that is no longer ours, ends the upload.
 */
final class FolderUpload {
  /** Uploads under way at once: enough to hide the network behind the server's two cores. */
  static final int PARALLEL = 3;

  /**
   * Bad request, too large, unknown type, not indexable. Anything else is about the run: it is gone
   * or somebody else's, the key was revoked, the server is in trouble.
   */
  private static final Set<Integer> ABOUT_ONE_FILE = Set.of(400, 413, 415, 422);

  private final MillraceClient client;
  private final UploadListener listener;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile boolean stopping;
  private volatile @Nullable Thread worker;

  /** An upload that is run once. */
  FolderUpload(MillraceClient client, UploadListener listener) {
    this.client = requireNonNull(client, "client");
    this.listener = requireNonNull(listener, "listener");
  }

  /**
   * Sends a folder's files to a source. Blocks until the run has ended.
   *
   * @throws ApiRefusal when the server refuses the run, {@code run_under_way} among others
   * @throws ServerUnreachable when the server goes away; the next run goes on from there
   */
  UploadResult send(String sourceId, FolderListing folder) {
    worker = Thread.currentThread();
    try {
      return sendUnlessStopped(sourceId, folder);
    } finally {
      worker = null;
      ended.complete(null);
    }
  }

  /**
   * Asks a running upload to stop: what is on its way may arrive, nothing new is sent, and the run
   * is cancelled on the server. Returns at once; {@link #ended} tells when it is over.
   */
  void stop() {
    stopping = true;
  }

  /** Breaks off what {@link #stop} did not end soon enough. */
  void abandon() {
    stopping = true;
    Thread working = worker;
    if (working != null) {
      working.interrupt();
    }
  }

  /** Completed when {@link #send} has returned or thrown. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  private UploadResult sendUnlessStopped(String sourceId, FolderListing folder) {
    List<FileOutcome> unusable = new ArrayList<>(folder.unusable());
    List<ManifestLine> manifest = new ArrayList<>(folder.files().size());
    List<LocalFile> readable = new ArrayList<>(folder.files().size());
    listener.listed(folder.files().size());
    for (LocalFile file : folder.files()) {
      if (stopping) {
        return new UploadResult.Stopped();
      }
      try {
        manifest.add(new ManifestLine(file.externalId(), hash(file), file.size()));
        readable.add(file);
      } catch (IOException e) {
        unusable.add(failed(file.externalId(), Unreadable.reason(e)));
      }
      listener.hashed(file.externalId());
    }
    String run = client.openRun(sourceId).id();
    try {
      offer(run, manifest, readable, unusable);
      if (!stopping) {
        return new UploadResult.Completed(complete(run));
      }
    } catch (CancellationException e) {
      // Only abandon() interrupts; the flag would break off the cancelling as well.
      Thread.interrupted();
    } catch (RuntimeException e) {
      cancel(run);
      throw e;
    }
    cancel(run);
    return new UploadResult.Stopped();
  }

  /** So that the next run need not wait until this one counts as left alone. */
  private void cancel(String run) {
    try {
      client.cancel(run);
    } catch (ApiRefusal | ServerUnreachable e) {
      // It has ended already, or the server is gone and will find the run interrupted.
    }
  }

  private static String hash(LocalFile file) throws IOException {
    try (InputStream in = Files.newInputStream(file.path())) {
      return ContentHash.hexOf(in);
    }
  }

  private void offer(
      String run,
      List<ManifestLine> manifest,
      List<LocalFile> readable,
      List<FileOutcome> unusable) {
    Set<String> wanted = client.manifest(run, manifest);
    List<LocalFile> files =
        readable.stream().filter(file -> wanted.contains(file.externalId())).toList();
    listener.agreed(readable.size() + unusable.size(), files);
    for (FileOutcome outcome : unusable) {
      client.report(run, outcome);
      listener.ended(outcome);
    }
    for (LocalFile file : readable) {
      if (!wanted.contains(file.externalId())) {
        listener.ended(new FileOutcome(file.externalId(), FileOutcome.Kind.UNCHANGED, null, 0));
      }
    }
    sendAll(run, files);
  }

  private void sendAll(String run, List<LocalFile> files) {
    Queue<LocalFile> waiting = new ConcurrentLinkedQueue<>(files);
    ExecutorService threads =
        Executors.newFixedThreadPool(PARALLEL, Thread.ofVirtual().name("upload-", 0).factory());
    try {
      ExecutorCompletionService<Void> senders = new ExecutorCompletionService<>(threads);
      for (int i = 0; i < PARALLEL; i++) {
        var _ =
            senders.submit(
                () -> {
                  for (LocalFile file = waiting.poll();
                      file != null && !stopping;
                      file = waiting.poll()) {
                    sendOne(run, file);
                  }
                  return null;
                });
      }
      for (int i = 0; i < PARALLEL; i++) {
        senders.take().get();
      }
    } catch (InterruptedException e) {
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException("cannot send files", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void sendOne(String run, LocalFile file) {
    String id = file.externalId();
    listener.sending(file);
    FileOutcome outcome;
    try {
      listener.ended(client.upload(run, id, file.uri(), file.path()));
      return;
    } catch (IOException e) {
      outcome = failed(id, Unreadable.reason(e));
    } catch (ApiRefusal e) {
      if (!ABOUT_ONE_FILE.contains(e.status())) {
        throw e;
      }
      outcome = failed(id, e.getMessage() == null ? e.code() : e.getMessage());
    } catch (ServerUnreachable e) {
      if (stopping || !client.alive()) {
        throw e;
      }
      outcome = failed(id, "the connection broke off each time while the file was sent");
    }
    client.report(run, outcome);
    listener.ended(outcome);
  }

  private RunView complete(String run) {
    RunView completed = client.complete(run);
    if (completed.count(FileOutcome.Kind.REMOVED) > 0) {
      client.outcomes(run, FileOutcome.Kind.REMOVED).forEach(listener::ended);
    }
    return completed;
  }

  private static FileOutcome failed(String externalId, String reason) {
    return new FileOutcome(externalId, FileOutcome.Kind.FAILED, reason, 0);
  }
}
