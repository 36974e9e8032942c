package dev.notifier.store.forged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class ForgedTextAlertsIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final UUID TEXT = new UUID(1, 1);

  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final ForgedTextAlerts alerts = new ForgedTextAlerts(database.dataSource());

  @AfterEach
  void close() {
    database.close();
  }

  private void report(String tenant, UUID text, int... minutes) {
    for (int minute : minutes) {
      alerts.report(
          new ReportedText(
              tenant, NOW.plus(Duration.ofMinutes(minute)), text, new UUID(9, minute)));
    }
  }

  private List<ForgedTextAlert> all() {
    return alerts.unannounced(100);
  }

  @Test
  void theFifthReportWithinAnHourRaisesAnAlert() {
    report("son-la", TEXT, 0, 15, 30, 45);
    report("lao-cai", TEXT, 50);
    report("son-la", new UUID(1, 2), 50);
    assertThat(all()).isEmpty();

    report("son-la", TEXT, 60);

    assertThat(all()).hasSize(1);
    ForgedTextAlert alert = all().getFirst();
    assertThat(alert.tenant()).isEqualTo("son-la");
    assertThat(alert.since()).isEqualTo(NOW);
    assertThat(alert.at()).isEqualTo(NOW.plus(Duration.ofMinutes(60)));
    assertThat(alert.inbound()).isEqualTo(new UUID(9, 60));
  }

  /** The hour is the one before each report, and not one of the clock. */
  @Test
  void fiveReportsInALongerTimeRaiseNone() {
    report("son-la", TEXT, 0, 20, 40, 60, 80, 100, 120);
    assertThat(all()).isEmpty();

    report("son-la", TEXT, 121);
    assertThat(all()).isEmpty();
    report("son-la", TEXT, 122);
    assertThat(all()).hasSize(1);
  }

  @Test
  void reportsThatAreStoredLateCountWithTheirTimes() {
    report("son-la", TEXT, 60, 30, 45, 0, 15);

    assertThat(all())
        .extracting(ForgedTextAlert::since, ForgedTextAlert::at)
        .containsExactly(tuple(NOW, NOW.plusSeconds(3600)));
  }

  @Test
  void aTextHasOneAlertAnHour() {
    report("son-la", TEXT, IntStream.range(0, 60).toArray());
    assertThat(all()).hasSize(1);

    report("son-la", TEXT, 64);
    assertThat(all()).hasSize(2);
  }

  @Test
  void aTenantHasALimitOfAlerts() {
    for (int text = 0; text < ForgedTextAlerts.MAX_OF_TENANT + 5; text++) {
      report("son-la", new UUID(2, text), 0, 1, 2, 3, 4);
    }
    report("lao-cai", TEXT, 0, 1, 2, 3, 4);

    assertThat(all()).hasSize(ForgedTextAlerts.MAX_OF_TENANT + 1);
    assertThat(alerts.unannounced(2)).extracting(ForgedTextAlert::tenant).contains("lao-cai");
  }

  @Test
  void alertsThatWerePublishedAreNotPublishedAgain() {
    report("son-la", TEXT, 0, 1, 2, 3, 4);

    alerts.announced(all(), NOW);

    assertThat(all()).isEmpty();
  }

  /** A message of one tenant whose time is wrong deletes nothing of others. */
  @Test
  void theTimesOfReportsDeleteNothing() {
    report("son-la", TEXT, 0, 1, 2, 3);
    report("lao-cai", TEXT, 60 * 24 * 365);
    report("son-la", TEXT, 4);
    report("lao-cai", TEXT, 60 * 24 * 365);

    assertThat(all()).hasSize(1);
  }

  @Test
  void oldRowsAreDeleted() {
    report("son-la", TEXT, 0, 1, 2, 3, 4);
    jdbc.update("update reported_texts set stored_at = now() - interval '121 minutes'");
    jdbc.update("update forged_text_alerts set stored_at = now() - interval '31 days'");

    report("son-la", new UUID(1, 2), 5);

    assertThat(jdbc.queryForList("select text_digest from reported_texts", UUID.class))
        .containsExactly(new UUID(1, 2));
    assertThat(jdbc.queryForList("select id from forged_text_alerts", UUID.class)).isEmpty();
  }
}
