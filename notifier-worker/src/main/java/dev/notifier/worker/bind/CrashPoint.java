package dev.notifier.worker.bind;

/** The points between two steps where a test may end the process, to check recovery. */
@FunctionalInterface
public interface CrashPoint {
  /** The points. */
  enum At {
    /** A batch is selected; its journal record is not committed. */
    BEFORE_COMMIT,
    /** The journal has the intents of a batch; no segment of it is written. */
    COMMITTED,
    /** A batch is written; no response to it is committed. */
    WRITTEN,
    /** Responses have arrived; the commit that contains them has not begun. */
    RESPONDED
  }

  /** Called at each point; does nothing outside of tests. */
  void reached(At point);
}
