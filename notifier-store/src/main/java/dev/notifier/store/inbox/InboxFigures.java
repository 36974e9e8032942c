package dev.notifier.store.inbox;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads how the waits of conversations ended. Thread-safe. */
public final class InboxFigures {
  /** What a wait is compared with, in seconds. */
  public static final List<Integer> BOUNDS = List.of(300, 900, 1800, 3600, 14_400, 86_400);

  /**
   * Topics are rules, which are few; agents of a tenant are not, and those with most come first.
   */
  static final int MAX_ROWS = 200;

  private static final double HALF = 0.5;
  private static final double NEARLY_ALL = 0.95;

  private final JdbcClient jdbc;

  public InboxFigures(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /** An hour of a day in Vietnam. */
  public record Hour(LocalDate day, int hour) implements Comparable<Hour> {
    @Override
    public int compareTo(Hour other) {
      int days = day.compareTo(other.day);
      return days == 0 ? Integer.compare(hour, other.hour) : days;
    }
  }

  /**
   * Conversations whose wait has ended.
   *
   * @param waits how many waited less than each of {@link #BOUNDS} and no less than the one before;
   *     the last element is those that waited longer
   */
  public record Ended(long answered, long handedOver, long closed, List<Long> waits) {
    /** None. */
    public static final Ended NONE = of(List.of());

    private static Ended of(List<Row> rows) {
      long[] waits = new long[BOUNDS.size() + 1];
      rows.forEach(row -> waits[row.bucket()] += row.number());
      return new Ended(
          sum(rows, ConversationState.ANSWERED),
          sum(rows, ConversationState.HANDED_OVER),
          sum(rows, ConversationState.CLOSED),
          Arrays.stream(waits).boxed().toList());
    }

    private static long sum(List<Row> rows, ConversationState outcome) {
      return rows.stream()
          .filter(row -> row.outcome().equals(outcome.id()))
          .mapToLong(Row::number)
          .sum();
    }

    /** All of them. */
    public long all() {
      return answered + handedOver + closed;
    }

    /** The bound below which half of them waited; null if that is longer, or if there are none. */
    public @Nullable Integer medianSeconds() {
      return bound(HALF);
    }

    /** The bound below which 95 % of them waited; null as above. */
    public @Nullable Integer p95Seconds() {
      return bound(NEARLY_ALL);
    }

    private @Nullable Integer bound(double share) {
      long wanted = (long) Math.ceil(all() * share);
      long below = 0;
      for (int i = 0; i < BOUNDS.size() && wanted > 0; i++) {
        below += waits.get(i);
        if (below >= wanted) {
          return BOUNDS.get(i);
        }
      }
      return null;
    }
  }

  /**
   * What ended in some days.
   *
   * @param hours those with any, in their order
   * @param topics by the rule, the one with most first
   * @param agents by the name, the one with most first
   */
  public record Figures(
      Ended all, Map<Hour, Ended> hours, Map<String, Ended> topics, Map<String, Ended> agents) {}

  private record Row(String key, LocalDate day, int hour, String outcome, int bucket, long number) {
    Hour time() {
      return new Hour(day, hour);
    }
  }

  /**
   * Reads the figures of a tenant.
   *
   * @param from the first day
   * @param until the last day; at most a week later, because every figure is read
   */
  public Figures find(String tenant, LocalDate from, LocalDate until) {
    List<Row> times = rows("'' as key, day, hour", "day, hour", tenant, from, until);
    Map<Hour, Ended> hours = new TreeMap<>();
    times.stream()
        .collect(Collectors.groupingBy(Row::time))
        .forEach((hour, rows) -> hours.put(hour, Ended.of(rows)));
    return new Figures(
        Ended.of(times),
        hours,
        byKey(rows("topic as key, current_date as day, 0 as hour", "topic", tenant, from, until)),
        byKey(rows("actor as key, current_date as day, 0 as hour", "actor", tenant, from, until)));
  }

  private List<Row> rows(
      String columns, String group, String tenant, LocalDate from, LocalDate until) {
    return jdbc.sql(
            "select "
                + columns
                + """
                , outcome, bucket, sum(conversations) as number from inbox_figures
                where tenant = :tenant and day between :from and :until
                group by outcome, bucket,
                """
                + group)
        .param("tenant", tenant)
        .param("from", from)
        .param("until", until)
        .query((row, _) ->
            new Row(
                row.getString("key"),
                row.getObject("day", LocalDate.class),
                row.getInt("hour"),
                row.getString("outcome"),
                row.getInt("bucket"),
                row.getLong("number")))
        .list();
  }

  private static Map<String, Ended> byKey(List<Row> rows) {
    return rows.stream().collect(Collectors.groupingBy(Row::key)).entrySet().stream()
        .map(entry -> Map.entry(entry.getKey(), Ended.of(entry.getValue())))
        .sorted(
            Map.Entry.<String, Ended>comparingByValue(
                    (one, other) -> Long.compare(other.all(), one.all()))
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MAX_ROWS)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
  }
}
