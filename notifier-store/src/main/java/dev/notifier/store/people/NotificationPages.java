package dev.notifier.store.people;

import dev.notifier.store.partitions.PlannedOnce;
import dev.notifier.store.people.PersonalDataStore.Item;
import dev.notifier.store.tracking.SweepStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Reads what belongs to the notifications of one person page by page. The index of the persons has
 * no order, so a page reads all of a person and sorts it. If a number has very many, as those for
 * tests have, a page reads one day after the other until it is full, so it costs a day of the
 * number and not all of it.
 *
 * <p>Each statement looks into the index of each day, so what the first one finds out is kept for
 * those that follow. Of one page of one person; not thread-safe; takes part in the transaction of
 * the caller.
 */
final class NotificationPages {
  /** The most notifications that are read and sorted for a page. */
  static final int MAX_SORTED = 5_000;

  /** The condition of a page of one day. */
  static final String OF_DAY = " and id >= ? and id < ?";

  private static final UUID LOWEST = new UUID(0, 0);
  private static final UUID HIGHEST = new UUID(-1, -1);

  private final JdbcTemplate jdbc;
  private final int maxSorted;
  private @Nullable Overview overview;

  NotificationPages(JdbcTemplate jdbc) {
    this(jdbc, MAX_SORTED);
  }

  NotificationPages(JdbcTemplate jdbc, int maxSorted) {
    this.jdbc = jdbc;
    this.maxSorted = maxSorted;
  }

  /**
   * What the notifications of a person are like.
   *
   * @param many whether there are more than are sorted
   * @param kept why events of the person are kept; only those of the tenant. Nothing is known of
   *     others if there are many
   */
  private record Overview(Person person, boolean many, Set<KeptEventData.Kind> kept) {}

  /** Whether the person may have notifications whose events are kept for this reason. */
  boolean mayHave(Person person, KeptEventData.Kind kind) {
    Overview known = overviewOf(person);
    return known.many() || known.kept().contains(kind);
  }

  /**
   * Reads a page, in the order of {@link NotificationData#ID}.
   *
   * @param sql of a condition that is added; its parameters are the key and the tenant of the
   *     person, the id after which the page begins, those of the condition, and the most items
   * @param after null = the first page
   */
  List<Item> read(
      UnaryOperator<String> sql,
      Person person,
      @Nullable UUID after,
      int maxItems,
      RowMapper<Item> item) {
    String begin = after == null ? "" : after.toString();
    if (!overviewOf(person).many()) {
      return once(sql.apply(""), item, person.key(), person.tenant(), begin, maxItems);
    }
    String ofDay = sql.apply(OF_DAY);
    List<Item> page = new ArrayList<>();
    List<UUID> days = begins(after == null ? LOWEST : after);
    jdbc.execute("set local plan_cache_mode = force_custom_plan");
    for (int i = 0; i < days.size() && page.size() < maxItems; i++) {
      UUID end = i + 1 < days.size() ? days.get(i + 1) : HIGHEST;
      page.addAll(
          jdbc.query(
              ofDay,
              item,
              person.key(),
              person.tenant(),
              begin,
              days.get(i),
              end,
              maxItems - page.size()));
    }
    jdbc.execute("set local plan_cache_mode = force_generic_plan");
    return page;
  }

  private Overview overviewOf(Person person) {
    Overview known = overview;
    if (known == null || !known.person().equals(person)) {
      known =
          once(
                  overviewOf(person.column()),
                  (row, _) -> overview(person, row),
                  maxSorted,
                  person.tenant(),
                  person.key(),
                  maxSorted + 1)
              .getFirst();
      overview = known;
    }
    return known;
  }

  /** Has the parameters most rows, tenant, key, and one row more. */
  static String overviewOf(String column) {
    String kept =
        Stream.of(KeptEventData.Kind.values())
            .map(kind ->
                "coalesce(bool_or(own and state = '%1$s'), false) as %1$s".formatted(kind.name()))
            .collect(Collectors.joining(", "));
    return """
    select count(*) > ? as many, %s
    from (select tenant = ? as own, state from notifications where %s = ? limit ?) n
    """
        .formatted(kept, column);
  }

  private static Overview overview(Person person, ResultSet row) throws SQLException {
    Set<KeptEventData.Kind> kept = EnumSet.noneOf(KeptEventData.Kind.class);
    for (KeptEventData.Kind kind : KeptEventData.Kind.values()) {
      if (row.getBoolean(kind.name())) {
        kept.add(kind);
      }
    }
    return new Overview(person, row.getBoolean("many"), kept);
  }

  private <T> List<T> once(String sql, RowMapper<T> row, Object... values) {
    return jdbc.query(sql, PlannedOnce.prepared(new ArgumentPreparedStatementSetter(values)), row);
  }

  /** With which ids the days begin, from that of an id on. */
  private List<UUID> begins(UUID first) {
    List<UUID> begins = new ArrayList<>();
    begins.add(LOWEST);
    jdbc.query(
        "select d from partition_days('notifications') d order by d",
        row -> {
          UUID begin =
              SweepStore.lowestId(
                  row.getObject(1, LocalDate.class).atStartOfDay(ZoneOffset.UTC).toInstant());
          if (begin.toString().compareTo(first.toString()) <= 0) {
            begins.clear();
          }
          begins.add(begin);
        });
    return begins;
  }
}
