package dev.notifier.api.system;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the program is, and what will be erased when. Fields that are null are included.
 *
 * @param version of this instance; null if it does not run from a release
 * @param startedAt when this instance was started
 * @param schemaVersion of the schema of PostgreSQL; empty if there is none
 * @param workers those that have reported a session within 30 s, by name
 * @param nextErasure what the job retention says that it erases next; null if it says nothing
 */
record SystemDocument(
    @Nullable String version,
    Instant startedAt,
    String schemaVersion,
    List<Worker> workers,
    Retention retention,
    List<Table> tables,
    @Nullable String nextErasure) {
  /**
   * A worker.
   *
   * @param sessions how many sessions it owns
   * @param reportedAt when it last reported one
   */
  record Worker(String name, int sessions, Instant reportedAt) {}

  /**
   * For how many days data is kept.
   *
   * @param notifications of an event type without a retention of its own
   * @param eventTypes the retention of the others, by name
   */
  record Retention(
      long notifications,
      Map<String, Long> eventTypes,
      long digests,
      long inbound,
      long batches,
      long audit) {}

  /**
   * A table with a partition for each day or week.
   *
   * @param partitions how many there are, also for days to come
   * @param oldest the first day of the oldest; null if there is none
   * @param newest the first day of the newest; null if there is none
   * @param next the oldest ones, at most ten
   */
  record Table(
      String name,
      int partitions,
      @Nullable LocalDate oldest,
      @Nullable LocalDate newest,
      List<Partition> next) {}

  /**
   * A partition.
   *
   * @param firstDay in UTC
   * @param erasedAfter when all of it may be erased; null if that depends on notifications that
   *     have not ended, or a message in it waits for a time
   */
  record Partition(LocalDate firstDay, @Nullable Instant erasedAfter) {}
}
