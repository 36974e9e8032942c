package dev.notifier.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.partitions.PlanMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which index each search reads, however often its value occurs. */
class SearchPlansIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE.dataSource());
  private static final int OF_DAY = 5_000;

  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 50, 1_000})
  void aPersonIsFoundByTheIndexOfEachDay(int persons) {
    SearchedNotifications.fill(JDBC, OF_DAY, persons);
    UUID twoDays = Window.of(LocalDate.now(ZoneOffset.UTC).minusDays(2)).lowest();
    for (SearchFilter filter :
        List.of(
            SearchFilter.of("default", SearchField.PHONE, "+84911111111"),
            SearchFilter.of("default", SearchField.PERSON_REF, "nobody"),
            SearchFilter.of("default", SearchField.SUBJECT, new UUID(0, 5)))) {
      SearchField key = Objects.requireNonNull(filter.indexed());
      assertThat(plan(PlanMode.ONCE, SearchSql.ofKey(filter, key, null, filter.highest(), 5_001)))
          .contains(key.column())
          .doesNotContain("pkey", "Seq Scan");
      assertThat(
              plan(
                  NotificationSearch.PLAN_FOR_DAYS,
                  SearchSql.ofKey(filter, key, twoDays, filter.highest(), 5_001)))
          .contains(key.column())
          .doesNotContain("pkey", "Seq Scan");
    }
  }

  @Test
  void aPageOfOneDayIsReadInOrder() {
    SearchedNotifications.fill(JDBC, OF_DAY, 50);
    Window day = Window.of(LocalDate.now(ZoneOffset.UTC).minusDays(2));
    for (SearchField key : List.of(SearchField.GROUP, SearchField.BATCH)) {
      Object value = key == SearchField.BATCH ? new UUID(0, 1) : "group-1";
      SearchFilter filter =
          new SearchFilter("default", Map.of(key, List.of(value)), null, null, null);
      assertThat(plan(DayWalk.PLAN_IN_ORDER, SearchSql.inOrder(filter, key, day, 2_000, 51)))
          .contains(key.column())
          .doesNotContain("pkey", "Seq Scan", "Sort", "Append");
    }
    for (SearchField key : List.of(SearchField.GROUP, SearchField.BATCH)) {
      Object value = key == SearchField.BATCH ? new UUID(0, 1) : "group-1";
      SearchFilter filter = SearchFilter.of("default", key, value);
      assertThat(plan(DayWalk.PLAN_ONCE_IN_ORDER, SearchSql.newest(filter, key, filter.highest())))
          .contains(key.column(), "Merge Append")
          .doesNotContain("pkey", "Seq Scan", "Sort  ");
    }
    SearchFilter filter = SearchFilter.of("default", SearchField.TYPE, "type.1");
    assertThat(plan(DayWalk.PLAN_IN_ORDER, SearchSql.inOrder(filter, null, day, 2_000, 51)))
        .contains("pkey")
        .doesNotContain("Seq Scan", "Sort", "Append");
  }

  /** As the driver sends it; whether the values are known depends on the settings. */
  private String plan(String settings, SearchSql.Statement statement) {
    String sql = statement.sql();
    List<String> values = new ArrayList<>();
    for (Object value : statement.values()) {
      values.add(value instanceof Number ? value.toString() : "'" + value + "'");
      sql = sql.replaceFirst("\\?", "\\$" + values.size());
    }
    String prepared = sql;
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          JDBC.execute(settings);
          JDBC.execute("prepare search as " + prepared);
          String plan =
              String.join(
                  "\n",
                  JDBC.queryForList(
                      "explain execute search (" + String.join(", ", values) + ")", String.class));
          JDBC.execute("deallocate search");
          return plan;
        }));
  }
}
