package dev.notifier.store.advertising;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An import of the national do-not-call list.
 *
 * @param begunAt when the import began: the list is as old as this at least
 * @param completedAt null while it is imported, or if the import failed
 * @param failedAt when the import failed, if that is known
 * @param numbers how many numbers it has
 * @param refused how many of its lines were no numbers
 */
public record DoNotCallList(
    long id,
    Instant begunAt,
    @Nullable Instant completedAt,
    @Nullable Instant failedAt,
    long numbers,
    long refused,
    String importedBy) {
  /** With an older list, no advertising is sent. */
  public static final Duration MAX_AGE = Duration.ofDays(30);

  /** When it becomes too old. */
  public Instant outdatedAt() {
    return begunAt.plus(MAX_AGE);
  }
}
