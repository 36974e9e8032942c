package dev.notifier.store.effects;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the counts of an effect. Thread-safe. */
public final class EffectReport {
  private static final String ROWS =
      """
      select TEXTS sum(reminded)::int8 as reminded, sum(up_to_7)::int8 as up_to_7,
        sum(up_to_14)::int8 as up_to_14, sum(up_to_30)::int8 as up_to_30, sum(later)::int8 as later
      from effect_counts c where tenant = ? and effect = ? and day >= ? and day < ?
      GROUPED limit ?
      """;

  private final JdbcTemplate jdbc;

  public EffectReport(DataSource dataSource) {
    this.jdbc = new JdbcTemplate(dataSource);
  }

  /**
   * What to report.
   *
   * @param from the first day
   * @param to the end, exclusive; only days that are counted as a whole
   * @param groupBy what the rows differ in, in this order
   */
  public record Query(
      String tenant,
      String effect,
      LocalDate from,
      LocalDate to,
      SequencedSet<EffectColumn> groupBy) {
    public Query {
      groupBy = new LinkedHashSet<>(groupBy);
    }
  }

  /**
   * A row of the report.
   *
   * @param values of the columns in the order of the query
   * @param reminded how many reminders were followed
   * @param after after how many days the first outcome came
   */
  public record Row(List<String> values, long reminded, After after) {}

  /** After how many days the first outcome came, in how many cases. */
  public record After(long upTo7, long upTo14, long upTo30, long later) {
    public static final After NOTHING = new After(0, 0, 0, 0);

    /** In how many cases one came. */
    public long all() {
      return upTo7 + upTo14 + upTo30 + later;
    }

    /** The sums. */
    public After plus(After other) {
      return new After(
          upTo7 + other.upTo7, upTo14 + other.upTo14, upTo30 + other.upTo30, later + other.later);
    }
  }

  /**
   * Counts, in the order of the columns.
   *
   * @param maxRows the most rows
   */
  public List<Row> rows(Query query, int maxRows) {
    List<EffectColumn> columns = List.copyOf(query.groupBy());
    String texts =
        columns.stream().map(each -> each.column() + "::text, ").collect(Collectors.joining());
    String grouped = columns.stream().map(EffectColumn::column).collect(Collectors.joining(", "));
    String sql =
        ROWS.replace("TEXTS", texts)
            .replace(
                "GROUPED",
                grouped.isEmpty()
                    ? "having count(*) > 0"
                    : "group by " + grouped + " order by " + grouped);
    return jdbc.query(
        sql,
        (row, _) -> {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= columns.size(); i++) {
            values.add(row.getString(i));
          }
          After after =
              new After(
                  row.getLong("up_to_7"),
                  row.getLong("up_to_14"),
                  row.getLong("up_to_30"),
                  row.getLong("later"));
          return new Row(values, row.getLong("reminded"), after);
        },
        query.tenant(),
        query.effect(),
        query.from(),
        query.to(),
        maxRows);
  }

  /** The days that could not be counted any more, because their notifications were deleted. */
  public List<LocalDate> notCounted(Query query) {
    return jdbc.query(
        """
        select day from effect_days
        where tenant = ? and effect = ? and day >= ? and day < ? and not counted order by day
        """,
        (row, _) -> row.getObject(1, LocalDate.class),
        query.tenant(),
        query.effect(),
        query.from(),
        query.to());
  }

  /** How many reminders were delivered, including those that could not be followed. */
  public long delivered(Query query) {
    return Objects.requireNonNullElse(
        jdbc.queryForObject(
            """
            select sum(delivered)::int8 from effect_days
            where tenant = ? and effect = ? and day >= ? and day < ?
            """,
            Long.class,
            query.tenant(),
            query.effect(),
            query.from(),
            query.to()),
        0L);
  }
}
