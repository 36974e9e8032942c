package dev.notifier.replies.knowledge;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the indexes of a catalog again when its entries have changed: at most once a second, and so
 * seldom that it takes at most a tenth of one core, because each change makes whole indexes. Used
 * by one thread.
 */
public final class CatalogRefresh {
  private static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

  /** The pause after a refresh, in durations of it. */
  private static final int PAUSE = 10;

  private final KnowledgeCatalog catalog;
  private final LongSupplier nanoTime;
  private @Nullable Long nextAt;

  /**
   * @param nanoTime a monotonic clock
   */
  public CatalogRefresh(KnowledgeCatalog catalog, LongSupplier nanoTime) {
    this.catalog = catalog;
    this.nanoTime = nanoTime;
  }

  /**
   * Makes the indexes unless nothing has changed, or the last time was just before. Is to be called
   * again soon, even without a change.
   *
   * @return whether it did
   */
  public boolean refreshIfDue() {
    long begin = nanoTime.getAsLong();
    if ((nextAt != null && begin - nextAt < 0) || !catalog.refresh()) {
      return false;
    }
    long end = nanoTime.getAsLong();
    nextAt = end + Math.max(MIN_INTERVAL.toNanos(), PAUSE * (end - begin));
    return true;
  }
}
