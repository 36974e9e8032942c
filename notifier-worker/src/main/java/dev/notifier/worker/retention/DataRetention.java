package dev.notifier.worker.retention;

import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.retention.KeepRule;
import dev.notifier.store.retention.RetentionStore;
import dev.notifier.store.retention.RetentionStore.Copied;
import dev.notifier.store.retention.RetentionStore.NotificationDay;
import dev.notifier.store.retention.RetentionStore.Outcome;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes notifications and event digests that are over. A step drops one day, or copies some pages
 * of one, or puts a copy in the place of a day. What another transaction uses is left out, and
 * tried again when all others are done. The progress counts days, and pages while one is copied.
 */
public final class DataRetention implements JobKind {
  /** 8 MiB, up to about 10,000 rows. */
  static final int PAGES = 1_024;

  /** With a whole connection busy, this is a twentieth of a database with two cores. */
  private static final int MAX_SHARE_PERCENT = 10;

  /** More changes are copied before the partition is locked. */
  private static final int MAX_CHANGES = 100;

  /** The last seven days are never removed. */
  private static final Duration LEAST = Duration.ofDays(7);

  /** After so many failures, in about ten minutes, a day is copied anew: the copy may be wrong. */
  private static final int ATTEMPTS_WITH_COPY = 7;

  /** Some types may have a longer retention than others, so it waits for the api, which stores them. */
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
   * @param atLeast how long other features need notifications: each is kept a day longer
   */
  public DataRetention(
      RetentionStore store, Duration notifications, Duration digests, List<Duration> atLeast) {
    this(
        store,
        new RetentionRules.Settings(
            notifications,
            atLeast.stream().reduce(LEAST, (a, b) -> a.compareTo(b) > 0 ? a : b).plusDays(1),
            digests),
        PAGES);
  }

  /**
   * Where a step begins.
   *
   * @param skipped the tables and partitions that other transactions use
   * @param days how many were removed or rewritten in this run
   * @param copy the day that is being copied; null if none is
   */
  record Position(Set<String> skipped, long days, @Nullable Copy copy) {
    static final Position START = new Position(Set.of(), 0, null);

    Position {
      skipped = new TreeSet<>(skipped);
    }

    Position with(@Nullable Copy next) {
      return new Position(skipped, days, next);
    }

    Position skip(String name) {
      Set<String> more = new TreeSet<>(skipped);
      more.add(name);
      return new Position(more, days, copy);
    }

    Position done() {
      return new Position(skipped, days + 1, copy);
    }

    boolean skips(Table table, LocalDate day) {
      return skipped.contains(nameOf(table)) || skipped.contains(nameOf(table, day));
    }
  }

  /**
   * The copy of a day.
   *
   * @param page the next one
   * @param types of the rows that were copied because their retention is not over
   * @param read the rows that were read
   * @param kept those of them that were copied
   * @param open those of them that were copied only because they have not ended
   */
  record Copy(
      LocalDate day,
      long page,
      KeepRule rule,
      Set<String> types,
      long read,
      long kept,
      long open,
      boolean analyzed) {
    Copy plus(long nextPage, Copied copied) {
      Set<String> all = new TreeSet<>(types);
      all.addAll(copied.types());
      return new Copy(
          day,
          nextPage,
          rule,
          all,
          read + copied.read(),
          kept + copied.kept(),
          open + copied.open(),
          analyzed);
    }

    Copy afterAnalysis() {
      return new Copy(day, page, rule, types, read, kept, open, true);
    }
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
    Position position = Objects.requireNonNullElse(job.position(Position.class), Position.START);
    if (job.attempts() > 0) {
      Copy kept = job.attempts() < ATTEMPTS_WITH_COPY ? position.copy() : null;
      position = new Position(Set.of(), position.days(), kept);
    }
    if (!store.hasEventTypes()) {
      return new JobStep.Done(new Progress(position.days(), null, NO_TYPES));
    }
    RetentionRules rules = new RetentionRules(settings, store.typeRetentions(), job.now());
    List<LocalDate> digests = store.digestDays();
    for (LocalDate day : digests) {
      if (rules.isOverForDigests(day) && !position.skips(Table.EVENT_DIGESTS, day)) {
        return after(position, Table.EVENT_DIGESTS, day, store.drop(Table.EVENT_DIGESTS, day));
      }
    }
    Copy copy = position.copy();
    return copy == null ? next(rules, position, digests) : copy(rules, position, copy);
  }

  private JobStep next(RetentionRules rules, Position position, List<LocalDate> digests) {
    List<NotificationDay> days = store.notificationDays();
    for (NotificationDay day : days) {
      if (!position.skips(Table.NOTIFICATIONS, day.day())) {
        switch (rules.decide(day)) {
          case RetentionRules.Decision.Keep() -> {}
          case RetentionRules.Decision.Drop() -> {
            Outcome outcome = store.drop(Table.NOTIFICATIONS, day.day());
            return after(position, Table.NOTIFICATIONS, day.day(), outcome);
          }
          case RetentionRules.Decision.Rewrite(KeepRule rule) -> {
            return begin(position, day.day(), rule);
          }
        }
      }
    }
    return position.skipped().isEmpty()
        ? new JobStep.Done(new Progress(position.days(), null, rules.next(days, digests)))
        : new JobStep.Failed(used(position.skipped()));
  }

  private JobStep begin(Position position, LocalDate day, KeepRule rule) {
    Outcome outcome = store.beginCopy(day);
    return outcome == Outcome.DONE
        ? copying(
            position.with(new Copy(day, 0, rule, Set.of(), 0, 0, 0, false)), 0, store.pages(day))
        : after(position, Table.NOTIFICATIONS, day, outcome);
  }

  private JobStep copy(RetentionRules rules, Position position, Copy copy) {
    long total = store.pages(copy.day());
    if (!copy.rule().equals(rules.rule(copy.day()))) {
      // Someone has changed a retention, or a day has begun.
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

  private JobStep finish(Position position, Copy copy, long pages) {
    Outcome outcome = store.finishCopy(copy.day(), copy.rule(), copy.types(), copy.open());
    return switch (outcome) {
      case CHANGES -> copying(position.with(copy), pages, pages);
      // The copy is kept for the next attempt.
      case TABLE -> new JobStep.Failed(used(Set.of(nameOf(Table.NOTIFICATIONS))));
      default -> {
        if (outcome == Outcome.DONE) {
          log.info("Of {} notifications of {}, {} are kept", copy.read(), copy.day(), copy.kept());
        }
        yield after(position, Table.NOTIFICATIONS, copy.day(), outcome);
      }
    };
  }

  private static JobStep after(Position position, Table table, LocalDate day, Outcome outcome) {
    Position next = table == Table.NOTIFICATIONS ? position.with(null) : position;
    return proceed(
        switch (outcome) {
          case DONE -> next.done();
          case TABLE -> next.skip(nameOf(table));
          case PARTITION, CHANGES -> next.skip(nameOf(table, day));
          case MISSING -> next;
        });
  }

  private static JobStep copying(Position position, long page, long pages) {
    Copy copy = Objects.requireNonNull(position.copy());
    return new JobStep.Proceed(
        position, new Progress(page, pages, "copies what is kept of " + copy.day()));
  }

  private static JobStep proceed(Position position) {
    return new JobStep.Proceed(position, new Progress(position.days(), null));
  }

  private static String used(Set<String> names) {
    return "other transactions use "
        + String.join(", ", names.stream().limit(5).toList())
        + (names.size() > 5 ? " and others" : "")
        + ", so that what is over is kept; end transactions that stay open for long, see"
        + " docs/operating.md#retention";
  }

  private static String nameOf(Table table) {
    return table.tableName();
  }

  private static String nameOf(Table table, LocalDate day) {
    return table.tableName() + "_" + day.toString().replace("-", "");
  }
}
