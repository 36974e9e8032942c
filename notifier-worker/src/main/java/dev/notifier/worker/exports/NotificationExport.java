package dev.notifier.worker.exports;

import dev.notifier.store.counters.CountedChanges;
import dev.notifier.store.exports.ExportOrder;
import dev.notifier.store.exports.ExportStore;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.search.NotificationSearch;
import dev.notifier.store.search.NotificationSearch.Found;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.jobs.QuietShare;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a search finds into the parts of a file. A step is a page of the search and a part,
 * so memory and time of a step do not depend on the size of the export.
 */
public final class NotificationExport implements JobKind {
  /** How much work a step is. Most of it is reading the rows of a page. */
  static final NotificationSearch.Bounds BOUNDS =
      new NotificationSearch.Bounds(5_000, 10_000, 20, Duration.ofMillis(300));

  /** Some megabytes, compressed some hundred kilobytes. */
  static final int PAGE = 4_000;

  private final ExportStore exports;
  private final NotificationSearch search;
  private final CountedChanges changes;
  private final Limits limits;

  /**
   * How large an export may be.
   *
   * @param bytes compressed
   */
  record Limits(long rows, long bytes) {
    /** Of one file. */
    static final Limits DEFAULT = new Limits(20_000_000, ExportStore.MAX_FILE_BYTES);
  }

  /**
   * Where the next step begins.
   *
   * @param before below which id
   * @param parts how many parts are written
   * @param rows how many rows they have
   */
  record Position(UUID before, int parts, long rows) {}

  /**
   * For a database, with the usual limits.
   *
   * @param clock decides only how a search is planned
   * @param nanos a monotonic clock
   */
  public static NotificationExport of(
      DataSource database, InstantSource clock, LongSupplier nanos) {
    return new NotificationExport(
        new ExportStore(database),
        new NotificationSearch(
            database, new NotificationLookup(database, clock), BOUNDS, clock, nanos),
        new CountedChanges(database, nanos),
        Limits.DEFAULT);
  }

  /**
   * @param search with {@link #BOUNDS}
   * @param changes whether messages are worked on
   */
  NotificationExport(
      ExportStore exports, NotificationSearch search, CountedChanges changes, Limits limits) {
    this.exports = exports;
    this.search = search;
    this.changes = changes;
    this.limits = limits;
  }

  @Override
  public String name() {
    return ExportOrder.KIND;
  }

  /** More while messages do not need the time, which is asked after each step. */
  @Override
  public int minSharePercent() {
    return QuietShare.percent(changes);
  }

  @Override
  public JobStep step(LeasedJob job) {
    String tenant = job.tenant();
    if (tenant == null) {
      return new JobStep.Failed("The job names no tenant. Order another export.");
    }
    ExportOrder order = job.payload(ExportOrder.class);
    @Nullable Position position = job.position(Position.class);
    if (position == null) {
      // A step before has written one part at most.
      exports.isCleared(order.export(), ExportDeletion.MAX_PARTS);
    } else if (isTooLarge(position.rows(), exports.bytes(order.export()))) {
      return clear(order.export(), position);
    }
    int parts = position == null ? 0 : position.parts();
    Found found =
        search.find(order.filter(tenant), position == null ? null : position.before(), PAGE);
    int size = found.notifications().size();
    long rows = (position == null ? 0 : position.rows()) + size;
    UUID next = found.next();
    if (size > 0 || parts == 0) {
      byte[] part = NotificationCsv.part(found.notifications(), parts == 0, order.clear());
      Optional<Long> bytes = exports.append(order.export(), parts, part, size);
      if (bytes.isEmpty()) {
        return new JobStep.Failed("The export was deleted.");
      }
      parts++;
      if (isTooLarge(rows, bytes.get())) {
        // The search does not go on.
        UUID end = next == null ? new UUID(0, 0) : next;
        return clear(order.export(), new Position(end, parts, rows));
      }
    }
    Progress progress = new Progress(rows, null);
    if (next == null) {
      exports.finish(order.export());
      return new JobStep.Done(progress);
    }
    return new JobStep.Proceed(new Position(next, parts, rows), progress);
  }

  private boolean isTooLarge(long rows, long bytes) {
    return rows > limits.rows() || bytes > limits.bytes();
  }

  /** Deletes some parts of a file that is too large; the step after the last one fails. */
  private JobStep clear(UUID export, Position position) {
    return exports.isCleared(export, ExportDeletion.MAX_PARTS)
        ? new JobStep.Failed(ExportStore.TOO_LARGE)
        : new JobStep.Proceed(position, new Progress(position.rows(), null));
  }
}
