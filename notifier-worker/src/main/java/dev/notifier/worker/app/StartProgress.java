package dev.notifier.worker.app;

import java.time.Duration;
import java.util.function.Supplier;

/** Follows the start of the pipeline, which may take long. */
@FunctionalInterface
interface StartProgress {
  /** How often the progress is reported. */
  Duration INTERVAL = Duration.ofSeconds(1);

  /**
   * Receives what the start waits for.
   *
   * @throws StoppedException if the start is to be given up
   */
  void waitingFor(String what);

  /** Something that the start reads. */
  interface Read {
    /** Returns whether everything was read within the timeout. */
    boolean await(Duration timeout) throws InterruptedException;
  }

  /**
   * Waits until everything was read, however long that takes. There is no deadline: the next
   * attempt would have to read the same again.
   *
   * @throws StoppedException if the start is to be given up
   */
  default void await(Read read, Supplier<String> progress) {
    try {
      while (!read.await(INTERVAL)) {
        waitingFor(progress.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedException();
    }
  }

  /** The pipeline is stopped before it has started. */
  final class StoppedException extends RuntimeException {
    StoppedException() {
      super("the pipeline was stopped before it had started");
    }
  }
}
