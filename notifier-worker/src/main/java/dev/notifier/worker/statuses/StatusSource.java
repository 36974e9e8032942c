package dev.notifier.worker.statuses;

import dev.notifier.contracts.StatusRecord;
import dev.notifier.store.batches.BatchNotices.Notice;
import dev.notifier.store.forged.ForgedTextAlert;
import dev.notifier.store.groups.GroupCompletionStore.Completed;
import dev.notifier.store.optouts.WrongPersonStore.Stored;
import java.util.function.Function;

/**
 * The rows of one outbox.
 *
 * @param <T> a row of the database
 * @param job the name of the job that publishes them, for the metric and the log
 * @param record makes the record of a row
 * @param described names a row in the log, without personal data
 */
public record StatusSource<T>(
    String job, Function<T, StatusRecord> record, Function<T, String> described) {
  /** Batches that have other states. */
  public static final StatusSource<Notice> BATCHES =
      new StatusSource<>(
          "batch-notices",
          StatusRecords::of,
          notice -> "batch " + notice.batch() + " is " + notice.state());

  /** Groups that are complete. */
  public static final StatusSource<Completed> GROUPS =
      new StatusSource<>(
          "groups",
          StatusRecords::of,
          group ->
              "a group of the tenant " + group.tenant() + " was complete " + group.completedAt());

  /** Statements that a message reached another person. */
  public static final StatusSource<Stored> WRONG_PERSONS =
      new StatusSource<>("wrong-persons", StatusRecords::of, stored -> "statement " + stored.id());

  /** Alerts of forged texts. */
  public static final StatusSource<ForgedTextAlert> FORGED_TEXTS =
      new StatusSource<>("forged-texts", StatusRecords::of, alert -> "alert " + alert.id());
}
