package dev.notifier.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.worker.jobs.JobStep;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** What prevents that days are removed: other transactions, and errors. */
class RetentionObstaclesIT {
  private static final String VISIT = "visit.recorded";
  private static final String CARD = "card.expiring";

  private final RetentionHarness data = new RetentionHarness(2);
  private final LocalDate today = data.today();

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void aTransactionThatUsesOneDayDoesNotStopTheOthers() throws SQLException {
    data.insert(today.minusDays(101), CARD, 5);
    data.insert(today.minusDays(100), CARD, 5);
    data.insert(today.minusDays(99), CARD, 5);
    data.insertDigest(today.minusDays(100));
    try (Connection open = data.database().getConnection();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("select * from " + RetentionHarness.name(today.minusDays(100)));
      JobStep.Blocked blocked = (JobStep.Blocked) data.runToEnd();
      assertThat(blocked.error()).contains(RetentionHarness.name(today.minusDays(100)));
      assertThat(data.exists(101)).isFalse();
      assertThat(data.exists(100)).isTrue();
      assertThat(data.exists(99)).isFalse();
      open.rollback();
    }
    data.run();
    assertThat(data.exists(100)).isFalse();
  }

  @Test
  void aTransactionThatReadsAllNotificationsDelaysOnlyThem() throws SQLException {
    data.insert(today.minusDays(100), CARD, 5);
    data.insert(today.minusDays(99), CARD, 5);
    data.insertDigest(today.minusDays(100));
    try (Connection open = data.database().getConnection();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("select * from notifications limit 1");
      JobStep.Blocked blocked = (JobStep.Blocked) data.runToEnd();
      assertThat(blocked.error()).contains("notifications").contains("docs/operating.md#retention");
      assertThat(data.exists(100)).isTrue();
      assertThat(data.exists("event_digests_" + RetentionHarness.digits(today.minusDays(100))))
          .isFalse();
      open.rollback();
    }
    data.run();
    assertThat(data.exists(100)).isFalse();
  }

  /** Everyone waits for each attempt, so a dump of three hours must not cause hundreds. */
  @Test
  void theDelayGrowsUntilADayIsRemoved() throws SQLException {
    data.insert(today.minusDays(100), CARD, 5);
    data.insert(today.minusDays(99), CARD, 5);
    try (Connection open = data.database().getConnection();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("select * from " + RetentionHarness.name(today.minusDays(100)));
      assertThat(((JobStep.Blocked) data.runToEnd()).times()).as("99 is removed").isEqualTo(1);
      assertThat(((JobStep.Blocked) data.runToEnd()).times()).isEqualTo(2);
      assertThat(((JobStep.Blocked) data.runToEnd()).times()).isEqualTo(3);
      data.insertDigest(today.minusDays(100));
      assertThat(((JobStep.Blocked) data.runToEnd()).times()).isEqualTo(1);
      open.rollback();
    }
    data.run();
    assertThat(data.exists(100)).isFalse();
  }

  @Test
  void theDelayOfACopyThatIsNotPutInPlaceGrows() throws SQLException {
    data.retention(VISIT, "P30D");
    data.insert(today.minusDays(40), CARD, 200);
    data.stepUntilPage(2);
    try (Connection open = data.database().getConnection();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("select * from notifications limit 1");
      for (int times = 1; times < 4; times++) {
        assertThat(((JobStep.Blocked) data.runToEnd()).times()).isEqualTo(times);
        assertThat(data.exists("notifications_copy")).isTrue();
      }
      open.rollback();
    }
    data.run();
    assertThat(data.ids(40)).hasSize(200);
  }

  @Test
  void aTransactionThatUsesTheDayKeepsOnlyTheTriggerOfACopyThatIsGivenUp() throws SQLException {
    data.insert(today.minusDays(40), CARD, 200);
    data.insert(today.minusDays(40), VISIT, 1);
    data.run();
    data.retention(VISIT, "P30D");
    data.stepUntilPage(2);
    data.retention(VISIT, "P60D");
    try (Connection open = data.database().getConnection();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("select * from " + RetentionHarness.name(today.minusDays(40)));
      JobStep.Blocked blocked = (JobStep.Blocked) data.runToEnd();
      assertThat(blocked.error()).contains("notifications_copy");
      assertThat(data.exists("notifications_copy")).isFalse();
      open.rollback();
    }
    data.run();
    data.assertNoCopyIsLeft();
  }

  /** A view in place of the partition makes each statement fail, as a damaged page does. */
  @Test
  void aDayThatAlwaysFailsDoesNotStopTheOthers() {
    String name = RetentionHarness.name(today.minusDays(100));
    String digests = "event_digests_" + RetentionHarness.digits(today.minusDays(100));
    data.insert(today.minusDays(100), CARD, 5);
    data.insert(today.minusDays(99), CARD, 5);
    data.insertDigest(today.minusDays(100));
    data.jdbc().execute("create view v as select id from " + name);
    data.jdbc().execute("create view w as select day from " + digests);
    assertThatThrownBy(data::run).isInstanceOf(DataAccessException.class);
    assertThatThrownBy(data::runAfterLastFailure)
        .as("now the notifications fail")
        .isInstanceOf(DataAccessException.class);

    JobStep.Blocked blocked = (JobStep.Blocked) data.runAfterLastFailure();

    assertThat(blocked.error())
        .startsWith(digests + ", " + name + " cannot be removed")
        .contains("log of the workers");
    assertThat(data.exists(99)).isFalse();
    data.jdbc().execute("drop view v, w");
    data.run();
    assertThat(data.exists(100)).isFalse();
    assertThat(data.exists(digests)).isFalse();
  }

  @Test
  void digestsAreDroppedWhileADayCannotBePutInPlace() throws SQLException {
    data.retention(VISIT, "P30D");
    data.insert(today.minusDays(40), CARD, 200);
    data.stepUntilPage(2);
    data.insertDigest(today.minusDays(100));
    try (Connection open = data.database().getConnection();
        Statement statement = open.createStatement()) {
      open.setAutoCommit(false);
      statement.execute("select * from notifications limit 1");
      assertThat(data.runToEnd()).isInstanceOf(JobStep.Blocked.class);
      assertThat(data.exists("event_digests_" + RetentionHarness.digits(today.minusDays(100))))
          .isFalse();
      open.rollback();
    }
    data.run();
    assertThat(data.ids(40)).hasSize(200);
  }
}
