package dev.notifier.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.store.jobs.JobQueue;
import dev.notifier.worker.jobs.JobStep;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class DataRetentionIT {
  private static final String VISIT = "visit.recorded";
  private static final String CASE = "case.decided";
  private static final String CARD = "card.expiring";

  private final RetentionHarness data = new RetentionHarness(2);
  private final LocalDate today = data.today();

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void eachTypeIsKeptForItsOwnTime() {
    data.retention(VISIT, "P30D");
    data.retention(CASE, "P730D");
    for (int age : List.of(29, 30, 31, 32, 89, 90, 91, 92, 729, 730, 731)) {
      for (String type : List.of(VISIT, CASE, CARD)) {
        data.insert(today.minusDays(age), type, 20);
      }
    }

    data.run();

    assertThat(data.types(29)).containsExactly(CARD, CASE, VISIT);
    assertThat(data.types(30)).as("the evening is not over").containsExactly(CARD, CASE, VISIT);
    assertThat(data.types(31)).containsExactly(CARD, CASE);
    assertThat(data.types(32)).containsExactly(CARD, CASE);
    assertThat(data.types(90)).containsExactly(CARD, CASE);
    assertThat(data.types(91)).containsExactly(CASE);
    assertThat(data.types(730)).containsExactly(CASE);
    assertThat(data.exists(731)).isFalse();
    assertThat(data.count(CARD, 31)).isEqualTo(20);
    assertThat(data.count(CASE, 92)).isEqualTo(20);
  }

  /** A text may wait for a month, and the shortest retention is one. */
  @Test
  void aDayOfWhichAMessageWaitsIsKept() {
    data.insert(today.minusDays(100), CARD, 20);
    data.insert(today.minusDays(101), CARD, 20);
    data.jdbc()
        .update(
            """
            insert into deferred (notification_id, due_at, release_at, tenant, lane, route, reason,
              record_value)
            select id, now(), now(), 'default', 'NORMAL', 'viettel', 'SEND_AFTER', 'v'
            from notifications where id >= lowest_id(?) and id < lowest_id(?) limit 1
            """,
            today.minusDays(100),
            today.minusDays(99));

    data.run();
    assertThat(data.exists(101)).isFalse();
    assertThat(data.count(CARD, 100)).isEqualTo(20);

    data.jdbc().update("delete from deferred");
    data.run();
    assertThat(data.exists(100)).isFalse();
  }

  @Test
  void whatIsKeptStaysAsItWas() {
    data.retention(VISIT, "P30D");
    data.insert(today.minusDays(40), VISIT, 300);
    data.insert(today.minusDays(40), CARD, 300);
    String before = data.content(40, CARD);

    data.run();

    assertThat(data.types(40)).containsExactly(CARD);
    assertThat(data.content(40, CARD)).isEqualTo(before);
    assertThat(data.indexes(40)).as("as a new partition").isEqualTo(data.indexes(0));
    assertThat(data.attachedAs(40)).isTrue();
    assertThat(data.exists("notifications_copy")).isFalse();
    assertThat(data.jdbc().queryForList("select id from notification_changes")).isEmpty();
  }

  @Test
  void aDayIsCopiedOnlyWhenSomethingOfItIsOver() {
    data.retention(VISIT, "P30D");
    data.retention(CASE, "P730D");
    data.insert(today.minusDays(40), CARD, 50);
    data.run();
    long table = data.table(40);
    data.run();
    data.retention("new.type", "P35D");
    data.run();
    assertThat(data.table(40)).as("it has no such type").isEqualTo(table);
    data.retention(CARD, "P39D");
    data.run();
    assertThat(data.exists(40)).isFalse();
  }

  /** Each update of its rows needed room on their pages. */
  @Test
  void aClosedDayIsRewrittenOnceAndKeepsAll() {
    data.insert(today.minusDays(9), CARD, 400);
    data.insert(today.minusDays(8), CARD, 400);
    UUID open = data.insertOpen(today.minusDays(9), CARD);
    long size = data.size(9);
    long eighth = data.table(8);
    String before = data.content(9, CARD);

    data.run();

    assertThat(data.content(9, CARD)).isEqualTo(before);
    assertThat(data.ids(9)).hasSize(401).contains(open);
    assertThat(data.size(9)).isLessThan(size * 6 / 10);
    assertThat(data.table(8)).as("receipts may come").isEqualTo(eighth);
    long table = data.table(9);
    data.run();
    assertThat(data.table(9)).isEqualTo(table);
  }

  @Test
  void aRetentionThatIsChangedLaterCountsForAllNotifications() {
    data.retention(CASE, "P730D");
    data.insert(today.minusDays(100), CASE, 50);
    data.insert(today.minusDays(100), CARD, 50);
    data.run();
    assertThat(data.types(100)).containsExactly(CASE);
    data.retention(CASE, "P98D");
    data.insert(today.minusDays(99), CASE, 50);
    data.run();
    assertThat(data.exists(100)).isFalse();
    assertThat(data.exists(99)).isFalse();
  }

  @Test
  void notificationsThatHaveNotEndedAreKeptUntilTheyEnd() {
    data.insert(today.minusDays(100), CARD, 50);
    UUID open = data.insertOpen(today.minusDays(100), CARD);
    UUID tooOld = data.insertOpen(today.minusDays(190), CARD);
    data.run();
    assertThat(data.ids(100)).containsExactly(open);
    assertThat(data.jdbc().queryForList("select * from notifications where id = ?", tooOld))
        .as("nothing can happen any more")
        .isEmpty();
    long table = data.table(100);
    data.run();
    assertThat(data.table(100)).as("it is looked at once a week").isEqualTo(table);
    data.jdbc().update("update notifications set finished_at = now() where id = ?", open);
    // PostgreSQL's clock is not ahead, so it would not let this day be rewritten.
    data.jdbc().execute("drop table " + RetentionHarness.name(today.minusDays(1)));
    data.runAt(today.plusDays(8));
    assertThat(data.exists(100)).isFalse();
  }

  @Test
  void whatChangesWhileADayIsCopiedIsNotLost() {
    data.retention(VISIT, "P30D");
    data.insert(today.minusDays(40), CARD, 500);
    data.insert(today.minusDays(40), VISIT, 1);
    List<UUID> ids = data.ids(40, CARD);
    UUID first = ids.getFirst();
    UUID last = ids.getLast();
    data.stepUntilPage(2);
    update(first, "changed after it was copied");
    update(last, "changed before it was copied");
    data.jdbc().update("delete from notifications where id = ?", ids.get(1));
    data.run();
    assertThat(data.body(first)).isEqualTo("changed after it was copied");
    assertThat(data.body(last)).isEqualTo("changed before it was copied");
    assertThat(data.ids(40)).hasSize(499).doesNotContain(ids.get(1));
  }

  @Test
  void manyChangesAreCopiedBeforeTheDayIsLocked() {
    data.retention(VISIT, "P30D");
    data.insert(today.minusDays(40), CARD, 3_000);
    data.insert(today.minusDays(40), VISIT, 1);
    data.stepUntilPage(2);
    data.jdbc().update("update notifications set detail = 'x' where type = ?", CARD);
    data.run();
    assertThat(
            data.jdbc()
                .queryForObject(
                    "select count(*) from notifications where detail = 'x'", Long.class))
        .isEqualTo(3_000L);
  }

  /** A row of a step that is rolled back is neither lost nor copied twice. */
  @Test
  void aKillAfterAnyStepLosesNothing() {
    data.retention(VISIT, "P30D");
    for (int age : List.of(40, 100)) {
      data.insert(today.minusDays(age), CARD, 200);
      data.insert(today.minusDays(age), VISIT, 200);
    }
    data.insertDigest(today.minusDays(100));
    data.runWithKillAfterEachStep();
    assertThat(data.ids(40)).hasSize(200);
    assertThat(data.types(40)).containsExactly(CARD);
    assertThat(data.exists(100)).isFalse();
  }

  @Test
  void aSecondWorkerDoesNothingTwice() {
    data.retention(VISIT, "P30D");
    data.insert(today.minusDays(40), CARD, 200);
    data.insert(today.minusDays(40), VISIT, 200);
    JobQueue queue = new JobQueue(data.database());
    queue.ensurePeriodic("retention");
    var slow = queue.take("retention", "slow", Duration.ZERO).orElseThrow();
    var other = queue.take("retention", "other", Duration.ofMinutes(2)).orElseThrow();
    assertThatThrownBy(() ->
            queue.inTransaction(() -> {
              data.save(queue, slow, data.job().step(slow));
              return null;
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("lost");
    assertThat(data.exists("notifications_copy")).as("rolled back").isFalse();
    data.save(queue, other, data.job().step(other));
    data.run();
    assertThat(data.ids(40)).hasSize(200);
  }

  /** Then fewer pages are left than were copied. */
  @Test
  void aDayThatIsMadeSmallerWhileItIsCopiedIsCopiedAnew() {
    data.retention(VISIT, "P30D");
    data.insert(today.minusDays(40), VISIT, 300);
    data.insert(today.minusDays(40), CARD, 300);
    data.jdbc().update("delete from notifications where type = ?", VISIT);
    data.insert(today.minusDays(40), VISIT, 1);
    data.stepUntilPage(20);
    data.jdbc().execute("vacuum full " + RetentionHarness.name(today.minusDays(40)));

    data.run();

    assertThat(data.types(40)).containsExactly(CARD);
    assertThat(data.ids(40)).hasSize(300);
  }

  /** It has numbers and texts that are over. */
  @Test
  void nothingIsLeftOfACopyThatIsGivenUp() {
    data.retention(VISIT, "P30D");
    data.insert(today.minusDays(40), CARD, 200);
    data.insert(today.minusDays(40), VISIT, 1);
    data.stepUntilPage(2);
    data.retention(VISIT, "P60D");

    data.run();

    data.assertNoCopyIsLeft();
    assertThat(data.ids(40)).hasSize(201);
  }

  @Test
  void nothingIsLeftOfTheCopyOfADayThatIsDroppedInstead() {
    data.retention(VISIT, "P30D");
    data.insert(today.minusDays(40), CARD, 200);
    data.stepUntilPage(2);
    data.jdbc().execute("drop table " + RetentionHarness.name(today.minusDays(40)));

    data.run();

    data.assertNoCopyIsLeft();
  }

  /** Such as a migration that adds a column, or someone who has dropped the copy. */
  @Test
  void aCopyThatCannotBeFinishedIsMadeAnew() {
    data.retention(VISIT, "P30D");
    data.insert(today.minusDays(40), CARD, 200);
    data.insert(today.minusDays(40), VISIT, 1);
    data.insertDigest(today.minusDays(100));
    data.stepUntilPage(2);
    data.jdbc().execute("alter table notifications add column new_column text default 'x'");
    data.jdbc().execute("alter table notifications drop column detail");
    assertThatThrownBy(data::run).isInstanceOf(DataAccessException.class);
    assertThat(data.runAfterLastFailure()).isInstanceOf(JobStep.Blocked.class);
    data.run();
    assertThat(data.types(40)).containsExactly(CARD);
    assertThat(
            data.jdbc()
                .queryForObject(
                    "select count(*) from notifications where new_column = 'x'", Long.class))
        .isEqualTo(200L);
  }

  @Test
  void aDayThatWasDroppedWhileItWasCopiedIsLeftOut() {
    data.retention(VISIT, "P30D");
    data.insert(today.minusDays(40), CARD, 200);
    data.stepUntilPage(2);
    data.jdbc().execute("drop table " + RetentionHarness.name(today.minusDays(40)));
    data.run();
    assertThat(data.exists(40)).isFalse();
  }

  @Test
  void theProgressSaysWhatIsRemovedNext() {
    data.retention(VISIT, "P30D");
    data.insert(today.minusDays(20), VISIT, 1);
    data.insertDigest(today.minusDays(50));
    JobStep.Done done = (JobStep.Done) data.runToEnd();
    assertThat(done.progress().note())
        .isEqualTo(
            "next: %s notifications of %s, 1 type: visit.recorded; %s digests of %s"
                .formatted(
                    today.plusDays(11),
                    today.minusDays(20),
                    today.plusDays(41),
                    today.minusDays(50)));
  }

  /** The api has not yet stored them, or the table was lost. */
  @Test
  void nothingIsRemovedWhileNoEventTypeIsKnown() {
    data.insert(today.minusDays(100), CASE, 5);
    data.insertDigest(today.minusDays(100));
    data.jdbc().update("delete from event_types");

    JobStep.Done done = (JobStep.Done) data.runToEnd();

    assertThat(done.progress().note()).contains("no event type is stored");
    assertThat(data.ids(100)).hasSize(5);
    assertThat(data.exists("event_digests_" + RetentionHarness.digits(today.minusDays(100))))
        .isTrue();
  }

  private void update(UUID id, String body) {
    data.jdbc().update("update notifications set body = ? where id = ?", body, id);
  }
}
