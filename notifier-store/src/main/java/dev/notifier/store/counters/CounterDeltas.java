package dev.notifier.store.counters;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes statements that write notifications also append what they changed to {@code
 * counter_deltas}: in the same statement, from the rows that it really wrote, and aggregated. So
 * counters are exact whatever is repeated, and no transaction waits for another.
 */
public final class CounterDeltas {
  private static final String INTO =
      """
      insert into counter_deltas (hour, tenant, type, template, route, lane, state, reason,
        batch_id, group_id, number, segments)
      """;

  /**
   * The longest values in characters, so that the key of any counter fits into its index. The full
   * name of a template has up to 105, that of a test tenant's 110.
   */
  static final String KEY =
      """
      left(tenant, 64), left(type, 100), left(coalesce(template_id, ''), 128),
        left(coalesce(route, ''), 64), left(lane, 16), left(state, 16),
        left(coalesce(reason, ''), 64)\
      """;

  private static final String BATCH = ", batch_id, left(group_id, 64)";

  /** Columns that never change. */
  private static final List<String> FIXED = List.of("tenant", "lane", "batch_id", "group_id");

  private static final List<String> PLANNED = List.of("type", "template_id");
  private static final List<String> TRACKED = List.of("route", "state", "reason");

  private static final String ADDED_COLUMNS =
      Stream.of(FIXED, PLANNED, TRACKED).flatMap(List::stream).collect(Collectors.joining(", "));

  private static final String ADDED = "hour_of(id) as hour, segments, " + ADDED_COLUMNS;

  private static final String COUNT_ADDED =
      """
      %sselect hour, %s, count(*), sum(segments)
      from added group by hour, %s
      """
          .formatted(INTO, KEY + BATCH, ADDED_COLUMNS);

  /** The segments that the carrier accepted, as a response or a receipt proves: a bit for each. */
  private static final String SENT =
      """
      coalesce(%1$s.accepted_segments, 0) | coalesce(%1$s.delivered_segments, 0)
        | coalesce(%1$s.failed_segments, 0)\
      """;

  private static final String WITH_SENT =
      ", n.category, n.sender, new.submitted_at, "
          + SENT.formatted("old")
          + " as old_sent, "
          + SENT.formatted("new")
          + " as sent";

  /** Segments are sent once, so they are only added; see the table. */
  private static final String APPEND_SENT =
      """
      insert into sent_segment_deltas
        (hour, segments, tenant, route, sender, category, type, template)
      select date_bin(interval '1 hour', coalesce(submitted_at, now()),
          timestamptz '1970-01-01 00:00:00Z'),
        sum(bit_count((sent & ~old_sent)::bit(64))), left(tenant, 64), left(coalesce(route, ''), 64),
        left(coalesce(sender, ''), 32), left(coalesce(category, ''), 16), left(type, 100),
        left(coalesce(template_id, ''), 128)
      from changed where sent & ~old_sent <> 0 group by 1, 3, 4, 5, 6, 7, 8
      """;

  private CounterDeltas() {}

  /**
   * Adds counting to a statement that inserts notifications.
   *
   * @param insert {@code insert into notifications …}, without {@code returning}
   * @return a statement with the same parameters; its update count is not that of the notifications
   */
  public static String countInserted(String insert) {
    return "with added as (\n" + insert + "returning " + ADDED + ")\n" + COUNT_ADDED;
  }

  /**
   * Counts notifications that the transaction has inserted by COPY, which returns nothing.
   *
   * @param from {@code from notifications …}, which selects them
   */
  public static String countSelected(String from) {
    return "with added as (\nselect " + ADDED + "\n" + from + ")\n" + COUNT_ADDED;
  }

  /**
   * Adds counting to a statement that updates route, state and reason of notifications.
   *
   * @param update {@code update notifications n …}, without {@code returning}
   * @return as for {@link #countInserted}
   */
  public static String countTracked(String update) {
    List<String> fixed = Stream.concat(FIXED.stream(), PLANNED.stream()).toList();
    return moved(update, fixed, TRACKED, "") + "\n" + appended(TRACKED);
  }

  /**
   * The same, as a query that also counts the segments that the carrier has accepted.
   *
   * @return a statement with the same parameters, which returns the number of updated notifications
   */
  public static String countTrackedRows(String update) {
    List<String> fixed = Stream.concat(FIXED.stream(), PLANNED.stream()).toList();
    return moved(update, fixed, TRACKED, WITH_SENT)
        + ",\nappended as (\n"
        + appended(TRACKED)
        + "),\nadded_sent as (\n"
        + APPEND_SENT
        + ")\nselect count(*) from changed\n";
  }

  /**
   * Adds counting to a statement that updates everything that planning decides.
   *
   * @param update as for {@link #countTracked}
   * @return as for {@link #countInserted}
   */
  public static String countReplaced(String update) {
    List<String> changing = Stream.concat(PLANNED.stream(), TRACKED.stream()).toList();
    return moved(update, FIXED, changing, "") + "\n" + appended(changing);
  }

  /** Rows whose counter stays the same append nothing. */
  private static String moved(
      String update, List<String> fixed, List<String> changing, String more) {
    return """
    with changed as (
    %1$sreturning hour_of(n.id) as hour, old.segments as old_segments, new.segments, %2$s%6$s),
    moved as (
      select hour, %3$s, %4$s, %5$s, count(*) as number, sum(old_segments) as old_segments,
        sum(segments) as segments
      from changed where (segments, %4$s) is distinct from (old_segments, %5$s)
      group by hour, %3$s, %4$s, %5$s)\
    """
        .formatted(
            update,
            list(fixed, "n.%1$s") + ", " + list(changing, "old.%1$s as old_%1$s, new.%1$s"),
            String.join(", ", fixed),
            String.join(", ", changing),
            list(changing, "old_%1$s"),
            more);
  }

  private static String appended(List<String> changing) {
    return """
    %1$sselect hour, %2$s, sign * number, sign * side.segments
    from moved cross join lateral (values
        (-1, moved.old_segments, %3$s), (1, moved.segments, %4$s)) as side (sign, segments, %5$s)
    """
        .formatted(
            INTO,
            KEY.replaceAll("\\b(" + String.join("|", changing) + ")\\b", "side.$1") + BATCH,
            list(changing, "old_%1$s"),
            list(changing, "moved.%1$s"),
            String.join(", ", changing));
  }

  private static String list(List<String> columns, String format) {
    return columns.stream().map(format::formatted).collect(Collectors.joining(", "));
  }
}
