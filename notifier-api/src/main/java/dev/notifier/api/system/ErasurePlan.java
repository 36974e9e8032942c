package dev.notifier.api.system;

import dev.notifier.api.system.SystemDocument.Partition;
import dev.notifier.api.system.SystemDocument.Table;
import dev.notifier.store.partitions.DayPartitions;
import dev.notifier.store.retention.LeastRetention;
import dev.notifier.store.retention.RetentionStore.NotificationDay;
import dev.notifier.store.retention.RetentionStore.NotificationPartition;
import dev.notifier.store.retention.RetentionStore.Rewritten;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Computes when partitions are erased, by the rules of the job retention. Immutable. */
final class ErasurePlan {
  /** The oldest partitions of a table that are shown. */
  static final int MAX_PARTITIONS = 10;

  private final Settings settings;
  private final Map<String, Duration> types;

  /**
   * The configuration.
   *
   * @param notifications how long notifications are kept whose type has no retention
   * @param leastNotifications how long all are kept
   * @param digests how long the digests of events are kept
   */
  record Settings(Duration notifications, Duration leastNotifications, Duration digests) {}

  /**
   * @param types the retention of the event types that have one of their own
   */
  ErasurePlan(Settings settings, Map<String, Duration> types) {
    this.settings = settings;
    this.types = Map.copyOf(types);
  }

  Table notifications(List<NotificationPartition> partitions) {
    return table(
        DayPartitions.Table.NOTIFICATIONS,
        partitions.stream().map(each -> each.day().day()).toList(),
        partitions.stream().limit(MAX_PARTITIONS).map(this::partition).toList());
  }

  Table digests(List<LocalDate> days) {
    return table(DayPartitions.Table.EVENT_DIGESTS, days, day -> end(day, settings.digests()));
  }

  /**
   * @param longest window of an event type
   */
  Table keys(List<LocalDate> weeks, Duration longest) {
    Duration kept = longer(longest, LeastRetention.ALWAYS);
    return table(
        DayPartitions.Table.BUSINESS_KEYS,
        weeks,
        week -> end(DayPartitions.Table.BUSINESS_KEYS.lastDay(week), kept));
  }

  private Partition partition(NotificationPartition partition) {
    return partition.waiting()
        ? new Partition(partition.day().day(), null)
        : partition(partition.day());
  }

  private Partition partition(NotificationDay day) {
    Rewritten rewritten = day.rewritten();
    // The empty name means all types without a retention of their own.
    Collection<String> kept =
        rewritten == null
            ? Stream.concat(types.keySet().stream(), Stream.of("")).toList()
            : rewritten.types();
    return new Partition(
        day.day(),
        kept.stream()
            .map(type -> types.getOrDefault(type, settings.notifications()))
            .max(Duration::compareTo)
            .map(longest -> end(day.day(), longer(longest, settings.leastNotifications())))
            .orElse(null));
  }

  private static Table table(
      DayPartitions.Table table, List<LocalDate> days, Function<LocalDate, Instant> erasedAfter) {
    return table(
        table,
        days,
        days.stream()
            .limit(MAX_PARTITIONS)
            .map(day -> new Partition(day, erasedAfter.apply(day)))
            .toList());
  }

  private static Table table(
      DayPartitions.Table table, List<LocalDate> days, List<Partition> next) {
    @Nullable LocalDate oldest = days.isEmpty() ? null : days.getFirst();
    @Nullable LocalDate newest = days.isEmpty() ? null : days.getLast();
    return new Table(table.tableName(), days.size(), oldest, newest, next);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Instant end(LocalDate lastDay, Duration kept) {
    return lastDay.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(kept);
  }
}
