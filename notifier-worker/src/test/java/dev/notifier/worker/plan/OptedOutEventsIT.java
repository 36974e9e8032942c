package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.origin.MessageSubject;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.worker.optouts.TestOptOuts;
import dev.notifier.worker.testing.PipelineDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Events for recipients who have opted out before they are planned. */
class OptedOutEventsIT {
  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final PlanHarness harness = new PlanHarness(database);

  @AfterEach
  void close() {
    harness.close();
    database.close();
  }

  @Test
  void theyAreSkippedWithAReasonAndNotSubmitted() throws Exception {
    TestOptOuts optOuts = new TestOptOuts();
    optOuts.add("+84862345678");
    harness.optOuts = optOuts;
    harness.send(IntStream.range(0, 30).mapToObj(OptedOutEventsIT::event).toList());
    harness.start(PlanHarness.rendering("text "), _ -> {});
    harness.awaitAllPlanned();

    assertThat(states("SKIPPED")).hasSize(10);
    assertThat(harness.submitted()).hasSize(20);
    assertThat(harness.statuses())
        .filteredOn(change -> change.state() == NotificationState.SKIPPED)
        .hasSize(10)
        .allMatch(change -> change.reason() == FailureReason.OPTED_OUT);
    assertThat(
            jdbc.queryForList(
                "select distinct reason || ' ' || (body is null) || ' ' || (finished_at is not null)"
                    + " from notifications where state = 'SKIPPED'",
                String.class))
        .containsExactly("OPTED_OUT true true");
    assertThat(jdbc.queryForList("select 1 from skipped_events"))
        .as("no operator plans them again")
        .isEmpty();
  }

  @Test
  void anAnswerIsSentAfterwards() throws Exception {
    TestOptOuts optOuts = new TestOptOuts();
    optOuts.add("+84862345678");
    harness.optOuts = optOuts;
    EventRecord answer =
        event(1).withReply(new ReplyOrigin("8079", PlanHarness.ROUTE, UUID.randomUUID()));
    harness.send(List.of(event(0), answer));
    harness.start(PlanHarness.rendering("text "), _ -> {});
    harness.awaitAllPlanned();

    assertThat(states("SKIPPED")).containsExactly(event(0).id());
    assertThat(harness.submitted())
        .singleElement()
        .satisfies(message -> assertThat(message.sender()).isEqualTo("8079"));
  }

  @Test
  void aMessageAboutAPersonWhoIsNotTheRecipientIsSkippedAndOthersSayWhomTheyAreAbout()
      throws Exception {
    TestOptOuts optOuts = new TestOptOuts();
    SubjectDigest digests = SubjectDigest.of("key");
    optOuts.exclude(MessageSubject.digest(digests, "tenant", MessageSubject.Kind.PERSON, "P-1"));
    optOuts.exclude(MessageSubject.digest(digests, "tenant", MessageSubject.Kind.UNIT, "U-1"));
    harness.optOuts = optOuts;
    harness.send(
        List.of(about(1, "P-1", "U-9"), about(2, "P-2", "U-1"), about(3, "P-3", "U-3"), event(20)));
    harness.start(PlanHarness.rendering("text "), _ -> {});
    harness.awaitAllPlanned();

    assertThat(states("SKIPPED")).containsExactlyInAnyOrder("id-1", "id-2");
    assertThat(
            jdbc.queryForList(
                "select distinct reason from notifications where state = 'SKIPPED'", String.class))
        .containsExactly("WRONG_PERSON");
    assertThat(harness.submitted())
        .extracting(SubmitRecord::about)
        .containsExactlyInAnyOrder(
            new MessageSubject(
                MessageSubject.digest(digests, "tenant", MessageSubject.Kind.PERSON, "P-3"),
                MessageSubject.digest(digests, "tenant", MessageSubject.Kind.UNIT, "U-3")),
            null);
  }

  private static EventRecord about(int n, String person, String unit) {
    EventRecord event = PlanHarness.event(n);
    return new EventRecord(
        event.v(),
        event.tenant(),
        event.source(),
        event.id(),
        event.type(),
        event.time(),
        event.subject(),
        event.phone(),
        Map.of("phone", "+84861234567", "personRef", person),
        Map.of("n", n, "unitCode", unit),
        event.category(),
        event.expiresAt(),
        event.acceptedAt(),
        event.templateVersion(),
        event.bodyDigest(),
        event.secret());
  }

  /** The first ten are for the recipient who has opted out. */
  private static EventRecord event(int n) {
    EventRecord event = PlanHarness.event(n);
    String phone = n < 10 ? "+84862345678" : event.phone();
    return new EventRecord(
        event.v(),
        event.tenant(),
        event.source(),
        event.id(),
        event.type(),
        event.time(),
        event.subject(),
        phone,
        Map.of("phone", phone),
        event.data(),
        event.category(),
        event.expiresAt(),
        event.acceptedAt(),
        event.templateVersion(),
        event.bodyDigest(),
        event.secret());
  }

  private List<String> states(String state) {
    return jdbc.query(
        "select event_id from notifications where state = ?", (row, _) -> row.getString(1), state);
  }
}
