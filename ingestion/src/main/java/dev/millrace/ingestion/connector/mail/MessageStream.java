package dev.millrace.ingestion.connector.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** A message on a server, read piece by piece; the line goes back when the stream is closed. */
final class MessageStream extends InputStream {
  private static final int PIECE = 1 << 20;

  private final ImapLines.Used line;
  private final long uid;
  private byte[] piece;
  private int at;
  private long offset;
  private boolean closed;

  private MessageStream(ImapLines.Used line, long uid, byte[] piece) {
    this.line = line;
    this.uid = uid;
    this.piece = piece;
  }

  /** Opens a message; the line stays the caller's if there is none of that UID. */
  static Optional<MessageStream> open(ImapLines.Used line, long uid) throws IOException {
    return line.session().piece(uid, 0, PIECE).map(first -> new MessageStream(line, uid, first));
  }

  @Override
  public int read() throws IOException {
    return more() ? piece[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] buffer, int start, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!more()) {
      return -1;
    }
    int some = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, buffer, start, some);
    at += some;
    return some;
  }

  private boolean more() throws IOException {
    if (closed) {
      throw new IOException("the message was closed");
    }
    if (at == piece.length && piece.length >= PIECE) {
      offset += piece.length;
      piece =
          line.session()
              .piece(uid, offset, PIECE)
              .orElseThrow(() -> new IOException("the message went while it was read"));
      at = 0;
    }
    return at < piece.length;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      line.close();
    }
  }
}
