package dev.millrace.ingestion.job;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps each source's rights still while its documents are written. Otherwise a document that was
 * read before a right was revoked, and written afterwards, would keep the right.
 */
final class SourceRights {
  private final Map<UUID, ReadWriteLock> locks = new ConcurrentHashMap<>();

  /** Changes a source with no document of it being written. */
  <T> T changing(UUID sourceId, Supplier<T> change) {
    Lock lock = lock(sourceId).writeLock();
    lock.lock();
    try {
      return change.get();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The rights of a source.
   *
   * @param current reads the source's rights; empty if it was deleted
   */
  RightsNow of(UUID sourceId, Supplier<Optional<Rights>> current) {
    Lock lock = lock(sourceId).readLock();
    return new RightsNow() {
      @Override
      public Rights now() {
        return current.get().orElseThrow(SourceGoneException::new);
      }

      @Override
      public <T> T holding(Function<Rights, T> write) {
        lock.lock();
        try {
          return write.apply(now());
        } finally {
          lock.unlock();
        }
      }
    };
  }

  private ReadWriteLock lock(UUID sourceId) {
    return locks.computeIfAbsent(sourceId, id -> new ReentrantReadWriteLock(true));
  }
}
