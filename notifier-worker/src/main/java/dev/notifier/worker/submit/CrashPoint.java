package dev.notifier.worker.submit;

/** Where a test may end the process, to see what the next owner makes of it. */
@FunctionalInterface
public interface CrashPoint {
  /** The steps between which a process can die. */
  enum At {
    /** A group is chosen, its journal record is not committed. */
    BEFORE_COMMIT,
    /** The journal names the group, nothing of it is written. */
    COMMITTED,
    /** The group is written, no answer of it is committed. */
    WRITTEN,
    /** Answers came, the commit that tells them has not begun. */
    ANSWERED
  }

  /** Passed in the line of duty; does nothing there. */
  void passed(At point);
}
