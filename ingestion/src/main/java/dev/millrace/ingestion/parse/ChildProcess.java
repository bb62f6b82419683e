package dev.millrace.ingestion.parse;

import dev.millrace.ingestion.parse.Frames.Answer;
import dev.millrace.ingestion.parse.Frames.Request;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A parser process as the server sees it. Used by one thread at a time; may be ended by any. */
final class ChildProcess {
  private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);
  private static final int BUFFER = 64 * 1024;

  /** Of what a process complains of, in lines; the rest is read and dropped. */
  private static final int MOST_LOGGED = 100;

  /** A line is cut here, in UTF-16 units. */
  private static final int LONGEST_LOGGED = 500;

  /** How long a process that was asked to end may take to write down the classes it knows. */
  private static final int FAREWELL_SECONDS = 20;

  private final Process process;
  private final MemberFolder temporary;
  private final DataOutputStream requests;
  private final DataInputStream answers;
  private volatile String complaint = "";
  private volatile boolean begun;
  private volatile boolean ready;
  private long idleSince;

  private ChildProcess(Process process, MemberFolder temporary) {
    this.process = process;
    this.temporary = temporary;
    this.requests =
        new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
  }

  /**
   * Starts a process.
   *
   * @param temporaries where the folder for its temporary files is made
   * @throws IOException if the system refuses it
   */
  static ChildProcess start(ChildCommand command, Path temporaries) throws IOException {
    MemberFolder temporary = MemberFolder.in(temporaries);
    ChildProcess child;
    try {
      child = new ChildProcess(command.process(temporary.path()).start(), temporary);
    } catch (IOException e) {
      temporary.close();
      throw e;
    }
    Thread.ofPlatform().daemon().name("parser " + child.pid() + " says").start(child::listen);
    var _ = child.process.onExit().thenRun(child::sweep);
    return child;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until the process can read. */
  void awaitReady() throws IOException {
    if (!ready) {
      Frames.readReady(answers);
      ready = true;
    }
  }

  /** Whether the process has begun to read what it was last asked for. */
  boolean hasBegun() {
    return begun;
  }

  boolean isReady() {
    return ready;
  }

  Answer ask(FetchedFile file, Path folder, ParserOptions options) throws IOException {
    begun = false;
    requests.writeBoolean(true);
    Frames.write(requests, new Request(file, folder));
    Frames.readBegun(answers);
    begun = true;
    return Frames.readAnswer(answers, folder, options);
  }

  /** Lets the process end by itself, and sees to it that it does. */
  void dismiss() {
    try {
      requests.writeBoolean(false);
      requests.flush();
    } catch (IOException e) {
      kill();
      return;
    }
    process.onExit().orTimeout(FAREWELL_SECONDS, TimeUnit.SECONDS).exceptionally(this::overdue);
  }

  private Process overdue(Throwable timeout) {
    kill();
    return process;
  }

  /** Ends the process and those that it started, now. */
  void kill() {
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** Whether the process ends by itself in that time. */
  boolean endsWithin(int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** With what code the process ended; it is ended if it has not. */
  int exitCode() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (process.waitFor(5, TimeUnit.SECONDS)) {
            return process.exitValue();
          }
          kill();
        } catch (InterruptedException e) {
          interrupted = true;
          kill();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The last that the process said, for when it ends before it can read. */
  String complaint() {
    return complaint;
  }

  void idleSince(long nanos) {
    idleSince = nanos;
  }

  long idleSince() {
    return idleSince;
  }

  private void listen() {
    try (BufferedReader lines = process.errorReader()) {
      char[] chunk = new char[LONGEST_LOGGED];
      int logged = 0;
      for (int read = lines.read(chunk); read >= 0; read = lines.read(chunk)) {
        String said = new String(chunk, 0, read).strip();
        if (!said.isEmpty() && logged++ < MOST_LOGGED) {
          complaint = said;
          LOG.debug("parser process {}: {}", pid(), said);
        }
      }
    } catch (IOException e) {
      LOG.debug("parser process {} is no longer heard", pid(), e);
    }
  }

  private void sweep() {
    try {
      temporary.close();
    } catch (IOException e) {
      LOG.debug("{} was not deleted; the next start does", temporary.path(), e);
    }
  }
}
