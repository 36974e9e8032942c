package dev.notifier.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.search.BatchOutcomes.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the notifications of a batch over several days. */
class BatchOutcomesIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE.dataSource());
  private static final UUID BATCH = new UUID(0, 1);

  private final BatchOutcomes outcomes = new BatchOutcomes(DATABASE.dataSource());

  @BeforeAll
  static void fill() {
    SearchedNotifications.fill(JDBC, 300, 50);
    JDBC.update(
        "update notifications set event_id = split_part(event_id, '-', 2) where batch_id is not"
            + " null");
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 60, 1_000})
  void allLinesOfAllDaysAreReadOnceInTheirOrder(int maxRows) {
    List<UUID> read = new ArrayList<>();
    @Nullable UUID after = null;
    List<Outcome> page;
    do {
      page = outcomes.page(BATCH, after, maxRows);
      page.forEach(each -> read.add(each.notification()));
      after = page.isEmpty() ? after : page.getLast().notification();
    } while (page.size() == maxRows);

    assertThat(read)
        .isEqualTo(
            JDBC.query(
                "select id from notifications where batch_id = ? order by id",
                (row, _) -> row.getObject(1, UUID.class),
                BATCH))
        .hasSizeGreaterThan(100);
  }
}
