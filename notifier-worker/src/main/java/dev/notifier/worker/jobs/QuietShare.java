package dev.notifier.worker.jobs;

import dev.notifier.store.counters.CountedChanges;
import java.time.Duration;
import org.springframework.dao.DataAccessException;

/**
 * The share of the time for a job for which someone waits: most of it while no messages are worked
 * on, because no one else needs it then.
 */
public final class QuietShare {
  /** The share while nothing has changed for {@link #QUIET}. */
  public static final int PERCENT = 80;

  /** Longer than changes take to be counted, and than most pauses between messages. */
  public static final Duration QUIET = Duration.ofSeconds(3);

  private QuietShare() {}

  /**
   * The percent of the time that such a job may use now; 0 while messages are worked on, on any
   * worker.
   *
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public static int percent(CountedChanges changes) {
    return changes.quietFor().compareTo(QUIET) >= 0 ? PERCENT : 0;
  }
}
