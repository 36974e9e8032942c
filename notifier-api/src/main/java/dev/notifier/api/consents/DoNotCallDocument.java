package dev.notifier.api.consents;

import dev.notifier.store.advertising.DoNotCallList;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the national do-not-call list.
 *
 * @param inForce null if no import was ever complete
 * @param outdated whether advertising is not sent because the list is missing or too old
 * @param imports the newest ones, at most 10
 */
record DoNotCallDocument(@Nullable Import inForce, boolean outdated, List<Import> imports) {
  /**
   * An import.
   *
   * @param state {@code running}, {@code complete} or {@code failed}
   * @param outdatedAt when advertising is not sent any more unless a newer list is imported
   */
  record Import(
      String state,
      Instant begunAt,
      @Nullable Instant completedAt,
      Instant outdatedAt,
      long numbers,
      long refused,
      String importedBy) {
    static Import of(DoNotCallList list, boolean isRunning) {
      return new Import(
          state(list, isRunning),
          list.begunAt(),
          list.completedAt(),
          list.outdatedAt(),
          list.numbers(),
          list.refused(),
          list.importedBy());
    }

    private static String state(DoNotCallList list, boolean isRunning) {
      if (list.completedAt() != null) {
        return "complete";
      }
      return isRunning && list.failedAt() == null ? "running" : "failed";
    }
  }
}
