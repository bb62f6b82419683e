package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.ChangeWatch;
import jakarta.mail.MessagingException;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.jspecify.annotations.Nullable;

/** Lets a server tell when messages come to one mailbox or go from it (IDLE, RFC 2177). */
final class ImapWatch implements ChangeWatch {
  /** Routers forget silent lines after five minutes or more, servers after half an hour. */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(4);

  private final ImapSession session;
  private final IMAPFolder folder;
  private final Semaphore news = new Semaphore(0);
  private volatile @Nullable IOException broken;
  private volatile boolean closed;

  /** Watches the mailbox that is open in a session, which is then the watch's own. */
  ImapWatch(ImapSession session, ImapAddress address) {
    this.session = session;
    this.folder = session.opened();
    folder.addMessageCountListener(
        new MessageCountAdapter() {
          @Override
          public void messagesAdded(MessageCountEvent event) {
            news.release();
          }

          @Override
          public void messagesRemoved(MessageCountEvent event) {
            news.release();
          }
        });
    Thread.ofVirtual().name("mail-watch").start(() -> idle(address));
  }

  private void idle(ImapAddress address) {
    try {
      while (!closed) {
        folder.idle();
      }
    } catch (MessagingException | RuntimeException e) {
      broken = ImapFaults.said(address, e);
      news.release();
    }
  }

  @Override
  public boolean await(Duration atMost) throws IOException, InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (true) {
      long left = end - System.nanoTime();
      boolean some =
          news.tryAcquire(
              Math.min(Math.max(0, left), LONGEST_SILENCE.toNanos()), TimeUnit.NANOSECONDS);
      IOException fault = broken;
      if (fault != null) {
        throw new IOException(fault.getMessage(), fault);
      }
      if (some) {
        news.drainPermits();
        return true;
      }
      if (left <= LONGEST_SILENCE.toNanos()) {
        return false;
      }
      say();
    }
  }

  /** Shows that both ends are still there; what has happened meanwhile comes with the answer. */
  private void say() throws IOException {
    try {
      folder.doCommand(
          protocol -> {
            protocol.noop();
            return "";
          });
    } catch (MessagingException e) {
      throw new IOException("the mail server has gone: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    session.abandon();
  }
}
