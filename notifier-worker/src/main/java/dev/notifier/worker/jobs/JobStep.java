package dev.notifier.worker.jobs;

import dev.notifier.store.jobs.JobQueue.Progress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of a step of a job. */
public sealed interface JobStep {
  /**
   * There is more to do.
   *
   * @param position where the next step begins, written as JSON; null if the kind needs none
   * @param progress with that of all steps before
   */
  record Proceed(@Nullable Object position, Progress progress) implements JobStep {
    /** Omits the position. */
    @Override
    public String toString() {
      return "Proceed[" + progress + "]";
    }
  }

  /**
   * There is more to do, but not yet.
   *
   * @param position where the next step begins, written as JSON; null = at the beginning
   * @param progress with that of all steps before
   * @param delay after which the next step may begin
   */
  record Later(@Nullable Object position, Progress progress, Duration delay) implements JobStep {
    /** The next step begins at the beginning. */
    public Later(Progress progress, Duration delay) {
      this(null, progress, delay);
    }

    /** Omits the position. */
    @Override
    public String toString() {
      return "Later[" + progress + ", delay=" + delay + "]";
    }
  }

  /**
   * Something else, such as a lock, prevents what is left. It is tried again after a delay, as
   * after so many failures; but the step itself has not failed, and its work is saved.
   *
   * @param position where the next step begins, written as JSON; null if the kind needs none
   * @param progress with that of all steps before
   * @param times how often in a row, including this one, as the kind counts; from 1
   * @param error why and what to do, without personal data; at most 500 characters
   */
  record Blocked(@Nullable Object position, Progress progress, int times, String error)
      implements JobStep {
    /** Omits the position. */
    @Override
    public String toString() {
      return "Blocked[" + progress + ", times=" + times + ", error=" + error + "]";
    }
  }

  /**
   * Everything is done; a periodic job is due again after its period.
   *
   * @param progress with that of all steps before
   */
  record Done(Progress progress) implements JobStep {}

  /**
   * The job can never be done. A periodic job is repeated nevertheless, like after an exception.
   *
   * @param error why and what to do, without personal data; at most 500 characters
   */
  record Failed(String error) implements JobStep {}
}
