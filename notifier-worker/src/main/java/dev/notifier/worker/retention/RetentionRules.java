package dev.notifier.worker.retention;

import dev.notifier.store.partitions.DayPartitions.Table;
import dev.notifier.store.retention.KeepRule;
import dev.notifier.store.retention.LeastRetention;
import dev.notifier.store.retention.RetentionStore.NotificationDay;
import dev.notifier.store.retention.RetentionStore.Rewritten;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is over at a moment. A day is over when each of its rows is as old as its retention, so rows
 * are kept for up to a day longer.
 */
final class RetentionRules {
  /**
   * How long a notification that has not ended is kept: the longest time to live (60 days), the
   * longest wait for receipts (30 days), and as long again for a route that is down meanwhile.
   */
  static final Duration OPEN_KEPT = Duration.ofDays(180);

  /** How often a day is looked at of which only notifications are left that have not ended. */
  private static final Duration OPEN_PERIOD = Duration.ofDays(7);

  private final Settings settings;
  private final Map<String, Duration> types;
  private final Instant now;

  /**
   * The configuration.
   *
   * @param notifications how long notifications are kept whose type has no retention
   * @param leastNotifications how long all are kept: while an event can be planned again, or a
   *     receipt can come
   * @param digests how long the digests of events are kept
   */
  public record Settings(Duration notifications, Duration leastNotifications, Duration digests) {}

  /** What must be done with a day. */
  sealed interface Decision {
    /** Nothing. */
    record Keep() implements Decision {}

    /** All of it is over. */
    record Drop() implements Decision {}

    /**
     * Some of it is over, or it must be read to know, or it was never rewritten and has room for
     * updates that do not come any more.
     */
    record Rewrite(KeepRule rule) implements Decision {}
  }

  /**
   * @param types the retention of the types that have one of their own
   * @param now of PostgreSQL's clock
   */
  RetentionRules(Settings settings, Map<String, Duration> types, Instant now) {
    this.settings = settings;
    this.types = new TreeMap<>(types);
    this.now = now;
  }

  boolean isOverForDigests(LocalDate day) {
    return isOver(day, settings.digests());
  }

  /**
   * Whether no event can find a key of a week any more.
   *
   * @param week its first day
   * @param longest window of a type
   */
  boolean isOverForKeys(LocalDate week, Duration longest) {
    return isOver(
        Table.BUSINESS_KEYS.lastDay(week),
        longest.compareTo(LeastRetention.ALWAYS) > 0 ? longest : LeastRetention.ALWAYS);
  }

  Decision decide(NotificationDay day) {
    KeepRule rule = rule(day.day());
    Set<String> own = types.keySet();
    boolean allOver =
        rule.othersOver() && own.stream().allMatch(type -> isOver(day.day(), of(type)));
    if (allOver && !rule.keepOpen()) {
      return new Decision.Drop();
    }
    return isDue(day, rule) ? new Decision.Rewrite(rule) : new Decision.Keep();
  }

  private boolean isDue(NotificationDay day, KeepRule rule) {
    Rewritten rewritten = day.rewritten();
    if (rewritten == null) {
      // Hardly any row changes now. The pages of the copy are full, which halves the space.
      return isOver(day.day(), settings.leastNotifications());
    }
    return rewritten.types().stream().anyMatch(type -> isOver(day.day(), of(type)))
        || (rewritten.open() > 0
            && (!rule.keepOpen() || rewritten.at().toInstant().plus(OPEN_PERIOD).isBefore(now)));
  }

  /** What is kept of a day now. */
  KeepRule rule(LocalDate day) {
    boolean othersOver = isOver(day, atLeast(settings.notifications()));
    Set<String> listed =
        types.keySet().stream()
            .filter(type -> isOver(day, of(type)) != othersOver)
            .collect(Collectors.toCollection(TreeSet::new));
    return new KeepRule(othersOver, listed, !isOver(day, OPEN_KEPT));
  }

  /**
   * What is removed next, for operators; null if there is nothing.
   *
   * @param digests the days with digests
   */
  @Nullable String next(Collection<NotificationDay> notifications, Collection<LocalDate> digests) {
    TreeMap<Instant, String> next = new TreeMap<>();
    for (NotificationDay day : notifications) {
      Map<Instant, Set<String>> ends = new TreeMap<>();
      for (String type : typesOf(day)) {
        Duration kept = type.isEmpty() ? atLeast(settings.notifications()) : of(type);
        ends.computeIfAbsent(end(day.day(), kept), _ -> new TreeSet<>()).add(type);
      }
      ends.keySet().removeIf(end -> !end.isAfter(now));
      ends.entrySet().stream()
          .findFirst()
          .ifPresent(first ->
              next.putIfAbsent(
                  first.getKey(),
                  "notifications of " + day.day() + ", " + described(first.getValue())));
    }
    StringBuilder note = new StringBuilder();
    if (!next.isEmpty()) {
      note.append("next: ")
          .append(date(next.firstKey()))
          .append(' ')
          .append(next.firstEntry().getValue());
    }
    digests.stream()
        .filter(day -> !isOverForDigests(day))
        .min(LocalDate::compareTo)
        .ifPresent(day ->
            note.append(note.isEmpty() ? "next: " : "; ")
                .append(date(end(day, settings.digests())))
                .append(" digests of ")
                .append(day));
    return note.isEmpty() ? null : note.toString();
  }

  /** The empty name means all types without a retention of their own. */
  private Set<String> typesOf(NotificationDay day) {
    if (day.rewritten() != null) {
      return day.rewritten().types();
    }
    Set<String> all = new TreeSet<>(types.keySet());
    all.add("");
    return all;
  }

  private static String described(Set<String> ended) {
    if (ended.contains("")) {
      return "all types without a retention of their own";
    }
    String names = ended.stream().limit(5).collect(Collectors.joining(", "));
    return ended.size()
        + (ended.size() == 1 ? " type: " : " types: ")
        + names
        + (ended.size() > 5 ? ", …" : "");
  }

  private static LocalDate date(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private Duration of(String type) {
    Duration own = types.get(type);
    return atLeast(own == null ? settings.notifications() : own);
  }

  private Duration atLeast(Duration retention) {
    Duration least = settings.leastNotifications();
    return retention.compareTo(least) > 0 ? retention : least;
  }

  private boolean isOver(LocalDate day, Duration retention) {
    return !end(day, retention).isAfter(now);
  }

  private static Instant end(LocalDate day, Duration retention) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(retention);
  }
}
