package dev.notifier.api.pipeline;

import dev.notifier.contracts.Lane;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where records wait.
 *
 * @param route null for the events of a lane, which wait for plan
 */
record Queue(@Nullable String route, Lane lane) {
  /**
   * What waits on it.
   *
   * @param count about how many; never less than there are
   * @param oldest since when the first of them has waited; null if none does
   */
  record Waiting(long count, @Nullable Instant oldest) {
    static final Waiting NONE = new Waiting(0, null);

    Waiting plus(Waiting other) {
      return new Waiting(count + other.count, earlier(oldest, other.oldest));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return one.isBefore(other) ? one : other;
    }
  }
}
