package dev.millrace.ingestion.connector.mail;

import dev.millrace.ingestion.connector.ContentHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Which messages a scan has told, so that of several copies the first counts. It keeps 8 bytes of
 * each one's hash: 24 MB at most for a million.
 */
final class ToldIds {
  private static final int LEAST = 1024;

  private long[] slots = new long[LEAST];
  private int count;

  /** Takes one down; false if it was there. */
  boolean add(String id) {
    if (2 * (count + 1) > slots.length) {
      long[] before = slots;
      slots = new long[2 * before.length];
      for (long hash : before) {
        if (hash != 0) {
          slots[slot(hash)] = hash;
        }
      }
    }
    long hash = hash(id);
    int slot = slot(hash);
    if (slots[slot] == hash) {
      return false;
    }
    slots[slot] = hash;
    count++;
    return true;
  }

  private int slot(long hash) {
    int slot = (int) (hash & (slots.length - 1));
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private static long hash(String id) {
    try {
      byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
      long hash = ByteBuffer.wrap(ContentHash.of(new ByteArrayInputStream(bytes))).getLong();
      return hash == 0 ? 1 : hash;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
