package dev.notifier.worker.retention;

import static dev.notifier.worker.retention.RetentionPosition.nameOf;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.retention.KeepRule;
import dev.notifier.store.retention.RetentionStore;
import dev.notifier.store.retention.RetentionStore.Copied;
import dev.notifier.store.retention.RetentionStore.Heap;
import dev.notifier.store.retention.RetentionStore.NotificationDay;
import dev.notifier.store.retention.RetentionStore.Outcome;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.retention.RetentionPosition.Copy;
import dev.notifier.worker.retention.RetentionPosition.Reason;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes notifications, event digests and business keys that are over. A step drops one day or
 * week, or copies some pages of a day, or puts a copy in the place of a day. What another
 * transaction uses is left out, and tried again when all others are done, after a delay that grows.
 * The progress counts days, and pages while one is copied.
 */
public final class DataRetention implements JobKind {
  /** 8 MiB, up to about 10,000 rows. */
  static final int PAGES = 1_024;

  /** With a whole connection busy, this is a twentieth of a database with two cores. */
  private static final int MAX_SHARE_PERCENT = 10;

  /** More changes are copied before the partition is locked. */
  private static final int MAX_CHANGES = 100;

  /**
   * After so many failures, in about ten minutes, a day is left out until all others are done, for
   * example because one of its pages is damaged. Then it is copied again: the copy may be wrong.
   */
  static final int MAX_ATTEMPTS = 7;

  /** What is left of a copy that was given up. */
  private static final String COPY = "notifications_copy";

  /**
   * Some types may have a longer retention than others, so it waits for the api, which stores them.
   */
  private static final String NO_TYPES =
      "removes nothing, because no event type is stored; start an api, which stores the shipped ones";

  private static final Logger log = LoggerFactory.getLogger(DataRetention.class);

  private final RetentionStore store;
  private final RetentionRules.Settings settings;
  private final int pages;

  /**
   * @param pages how many are copied in a step
   */
  DataRetention(RetentionStore store, RetentionRules.Settings settings, int pages) {
    this.store = store;
    this.settings = settings;
    this.pages = pages;
  }

  /**
   * @param notifications how long notifications are kept whose event type does not say
   * @param digests how long the digests of events are kept
   * @param leastNotifications how long all notifications are kept
   */
  public DataRetention(
      RetentionStore store, Duration notifications, Duration digests, Duration leastNotifications) {
    this(store, new RetentionRules.Settings(notifications, leastNotifications, digests), PAGES);
  }

  @Override
  public String name() {
    return "retention";
  }

  @Override
  public Duration period() {
    return Duration.ofHours(1);
  }

  /** Data that is kept for too long stops nothing. */
  @Override
  public boolean isNeededForProgress() {
    return false;
  }

  @Override
  public int maxSharePercent() {
    return MAX_SHARE_PERCENT;
  }

  @Override
  public JobStep step(LeasedJob job) {
    RetentionPosition position =
        Objects.requireNonNullElse(job.position(RetentionPosition.class), RetentionPosition.START);
    boolean giveUp = job.attempts() >= MAX_ATTEMPTS;
    if (!store.hasEventTypes()) {
      if (store.hasCopy()) {
        store.abandonCopy();
      }
      return new JobStep.Done(new Progress(position.days(), null, NO_TYPES));
    }
    RetentionRules rules = new RetentionRules(settings, store.typeRetentions(), job.now());
    List<LocalDate> digests = store.digestDays();
    JobStep dropped = drop(position, Table.EVENT_DIGESTS, digests, rules::isOverForDigests, giveUp);
    if (dropped == null) {
      Duration longest = store.longestKeyWindow();
      dropped =
          drop(
              position,
              Table.BUSINESS_KEYS,
              store.keyWeeks(),
              week -> rules.isOverForKeys(week, longest),
              giveUp);
    }
    if (dropped != null) {
      return dropped;
    }
    Copy copy = position.copy();
    if (copy != null) {
      return giveUp
          ? fails(position.with(null), nameOf(Table.NOTIFICATIONS, copy.day()))
          : copy(rules, position, copy);
    }
    // It was given up, perhaps by a worker that ended, and has numbers and texts.
    if (!position.left().containsKey(COPY) && store.hasCopy()) {
      return giveUp ? fails(position, COPY) : abandon(position);
    }
    return next(rules, position, digests, giveUp);
  }

  /** Drops the first partition of a table that is over; null if there is none. */
  private @Nullable JobStep drop(
      RetentionPosition position,
      Table table,
      List<LocalDate> days,
      Predicate<LocalDate> isOver,
      boolean giveUp) {
    for (LocalDate day : days) {
      if (isOver.test(day) && !position.leaves(table, day)) {
        return giveUp
            ? fails(position, nameOf(table, day))
            : after(position, table, day, store.drop(table, day));
      }
    }
    return null;
  }

  private JobStep abandon(RetentionPosition position) {
    return proceed(
        store.abandonCopy() == Outcome.DONE ? position : position.leave(COPY, Reason.USED));
  }

  private JobStep next(
      RetentionRules rules, RetentionPosition position, List<LocalDate> digests, boolean giveUp) {
    List<NotificationDay> days = store.notificationDays();
    for (NotificationDay each : days) {
      LocalDate day = each.day();
      RetentionRules.Decision decision = rules.decide(each);
      if (decision instanceof RetentionRules.Decision.Keep
          || position.leaves(Table.NOTIFICATIONS, day)) {
        continue;
      }
      if (giveUp) {
        return fails(position, nameOf(Table.NOTIFICATIONS, day));
      }
      return decision instanceof RetentionRules.Decision.Rewrite(KeepRule rule)
          ? begin(position, day, rule)
          : after(position, Table.NOTIFICATIONS, day, store.drop(Table.NOTIFICATIONS, day));
    }
    return position.error() == null
        ? new JobStep.Done(new Progress(position.days(), null, rules.next(days, digests)))
        : again(position);
  }

  private JobStep begin(RetentionPosition position, LocalDate day, KeepRule rule) {
    Outcome outcome = store.beginCopy(day);
    if (outcome != Outcome.DONE) {
      return after(position, Table.NOTIFICATIONS, day, outcome);
    }
    Heap heap = store.heap(day);
    // It cannot be null: the partition has a lock, or had a trigger before.
    String file = Objects.requireNonNullElse(heap.file(), "");
    return copying(position.with(Copy.of(day, file, rule)), 0, heap.pages());
  }

  private JobStep copy(RetentionRules rules, RetentionPosition position, Copy copy) {
    Heap heap = store.heap(copy.day());
    long total = heap.pages();
    if (!copy.rule().equals(rules.rule(copy.day())) || !copy.file().equals(heap.file())) {
      // Someone has changed a retention, a day has begun, or the rows are on other pages.
      return proceed(position.with(null));
    }
    if (copy.page() < total) {
      long end = Math.min(copy.page() + pages, total);
      Copied copied = store.copyPages(copy.day(), copy.page(), end, copy.rule());
      return copying(position.with(copy.plus(end, copied)), end, total);
    }
    if (!copy.analyzed()) {
      store.analyzeCopy();
      return copying(position.with(copy.afterAnalysis()), total, total);
    }
    Copied changes = store.copyChanges(copy.day(), copy.rule());
    Copy changed = copy.plus(copy.page(), new Copied(0, 0, changes.open(), changes.types()));
    if (changes.read() > MAX_CHANGES) {
      return copying(position.with(changed), total, total);
    }
    return finish(position, changed, total);
  }

  private JobStep finish(RetentionPosition position, Copy copy, long pages) {
    Outcome outcome =
        store.finishCopy(copy.day(), copy.file(), copy.rule(), copy.types(), copy.open());
    return switch (outcome) {
      case CHANGES -> copying(position.with(copy), pages, pages);
      case REPLACED -> proceed(position.with(null));
      // The copy is kept for the next attempt.
      case TABLE -> again(position.with(copy).leave(nameOf(Table.NOTIFICATIONS), Reason.USED));
      default -> {
        if (outcome == Outcome.DONE) {
          log.info("Of {} notifications of {}, {} are kept", copy.read(), copy.day(), copy.kept());
        }
        yield after(position, Table.NOTIFICATIONS, copy.day(), outcome);
      }
    };
  }

  private static JobStep after(
      RetentionPosition position, Table table, LocalDate day, Outcome outcome) {
    RetentionPosition next = table == Table.NOTIFICATIONS ? position.with(null) : position;
    return proceed(
        switch (outcome) {
          case DONE -> next.done();
          case TABLE -> next.leave(nameOf(table), Reason.USED);
          case PARTITION, CHANGES -> next.leave(nameOf(table, day), Reason.USED);
          case MISSING -> next.leave(nameOf(table, day), Reason.MISSING);
          case REPLACED -> next;
        });
  }

  private static JobStep fails(RetentionPosition position, String name) {
    log.warn("{} is left out, because the last attempts to remove or copy it have failed", name);
    return proceed(position.leave(name, Reason.FAILS));
  }

  private static JobStep again(RetentionPosition position) {
    RetentionPosition next = position.again();
    return new JobStep.Blocked(
        next,
        new Progress(next.days(), null),
        next.failures(),
        Objects.requireNonNull(position.error()));
  }

  private static JobStep copying(RetentionPosition position, long page, long pages) {
    Copy copy = Objects.requireNonNull(position.copy());
    return new JobStep.Proceed(
        position, new Progress(page, pages, "copies what is kept of " + copy.day()));
  }

  private static JobStep proceed(RetentionPosition position) {
    return new JobStep.Proceed(position, new Progress(position.days(), null));
  }
}
