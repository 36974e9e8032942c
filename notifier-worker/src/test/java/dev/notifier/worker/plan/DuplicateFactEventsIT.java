package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.sending.SendingRules;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.loop.LoopStepListener.Step;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Several events about the same facts. */
class DuplicateFactEventsIT {
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final PlanHarness harness = new PlanHarness(database);

  @AfterEach
  void close() {
    harness.close();
    database.close();
  }

  /** The worker ends after PostgreSQL has committed, and Kafka has nothing. */
  @Test
  void eachFactIsSentOnceAlsoIfItsBatchIsReplayed() throws Exception {
    harness.send(IntStream.range(0, 30).mapToObj(n -> event(n, n % 10, null)).toList());
    CrashInjector crash = new CrashInjector(Step.STORED);
    harness.start(PlanHarness.rendering("first "), crash);
    assertThat(crash.awaitCrash()).isTrue();
    harness.start(PlanHarness.rendering("second "), LoopStepListener.NONE);
    harness.awaitAllPlanned();

    assertThat(harness.submitted())
        .hasSize(10)
        .allMatch(message -> message.texts().getFirst().startsWith("first"));
    assertThat(harness.statuses())
        .filteredOn(change -> change.state() == NotificationState.SKIPPED)
        .hasSize(20)
        .allMatch(change -> change.reason() == FailureReason.DUPLICATE_FACT);
    assertThat(
            jdbc.queryForObject(
                """
                select count(*) from notifications n
                join notifications f on n.detail = 'the notification ' || f.id || ' was first'
                where n.reason = 'DUPLICATE_FACT' and n.subject_digest = f.subject_digest
                  and f.state = 'PLANNED'
                """,
                Integer.class))
        .as("that name the first of their fact")
        .isEqualTo(20);
  }

  @Test
  void aCorrectionIsSentAndItsEventIsCancelled() throws Exception {
    harness.start(PlanHarness.rendering("text "), LoopStepListener.NONE);
    harness.send(List.of(event(1, 1, null)));
    harness.awaitAllPlanned();
    harness.send(List.of(event(4, 1, "id-1"), event(2, 1, null)));
    harness.awaitAllPlanned();

    assertThat(harness.submitted()).hasSize(2);
    assertThat(
            jdbc.queryForList(
                """
                select s.event_id || ' ' || f.event_id from notifications s
                join notifications f on f.id = s.supersedes
                join cancellations c on c.events = uuid_send(?::uuid)
                """,
                String.class,
                event(1, 1, null).digest()))
        .containsExactly("id-4 id-1");
  }

  private static EventRecord event(int n, int fact, @Nullable String supersedes) {
    EventRecord event = PlanHarness.event(n);
    return new EventRecord(
            event.v(),
            event.tenant(),
            "/source/" + n % 3,
            event.id(),
            event.type(),
            event.time(),
            "case-" + fact,
            event.phone(),
            event.recipient(),
            event.data(),
            event.category(),
            event.expiresAt(),
            event.acceptedAt(),
            event.templateVersion(),
            event.bodyDigest(),
            event.secret())
        .withSending(new SendingRules(null, null, Duration.ofDays(7), null, supersedes));
  }
}
