package dev.notifier.store.effects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which indexes counting reads, however many persons there are. */
class EffectPlansIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE.dataSource());
  private static final Effect EFFECT =
      new Effect("e", EffectNotifications.REMINDER, List.of(EffectNotifications.OUTCOME), 1, false);

  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 1_000})
  void remindersAreReadInOrderAndOutcomesByPerson(int persons) {
    EffectNotifications.fill(JDBC, 4, 4_000, persons);
    Instant hour = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(46));
    IdRange ids = IdRange.of(hour, hour.plus(Duration.ofHours(1)));
    assertThat(
            plan(
                ReminderPages.SETTINGS,
                ReminderPages.PAGE,
                statement -> {
                  statement.setString(1, EffectNotifications.TENANT);
                  statement.setString(2, EFFECT.reminder());
                  statement.setObject(3, ids.from());
                  statement.setObject(4, ids.to());
                  statement.setInt(5, 2_000);
                  statement.setInt(6, 2_000);
                  statement.setInt(7, 200);
                }))
        .contains("pkey")
        .doesNotContain("Seq Scan", "Sort", "Append");

    Reminder.Text text = new Reminder.Text("card", 1, "vi", "");
    List<Reminder> reminders =
        IntStream.range(0, 200)
            .mapToObj(i ->
                new Reminder(text, "person-" + i, "+849" + (10_000_000 + i), new UUID(0, 1), hour))
            .toList();
    String plan =
        plan(
            Outcomes.SETTINGS,
            Outcomes.FIRST,
            statement -> Outcomes.bind(statement, EffectNotifications.TENANT, EFFECT, reminders));
    assertThat(plan)
        .contains("person_ref_id_idx", "phone_idx")
        .doesNotContain("pkey", "Seq Scan", "Hash Join", "Merge Join");
    assertThat(plan.split("Scan using|Bitmap Index Scan", -1))
        .as("two days with two indexes each")
        .hasSize(5);
  }

  private String plan(String settings, String sql, PreparedStatementSetter values) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          JDBC.execute(settings);
          return String.join(
              "\n", JDBC.query("explain " + sql, values, (row, _) -> row.getString(1)));
        }));
  }
}
