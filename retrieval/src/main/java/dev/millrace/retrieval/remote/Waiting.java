package dev.millrace.retrieval.remote;

import java.time.Duration;

/** Time as it passes here; a test has time of its own. */
public interface Waiting {
  /** The machine's. */
  Waiting SYSTEM =
      new Waiting() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
          Thread.sleep(time);
        }
      };

  /** Nanoseconds since some moment. */
  long nanos();

  void pause(Duration time) throws InterruptedException;
}
