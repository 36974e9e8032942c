package dev.notifier.api.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.cloudevents.CloudEventReader;
import dev.notifier.api.cloudevents.ContentMode;
import dev.notifier.api.cloudevents.ValidationResult;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.intake.IntakeResult.Outcome;
import dev.notifier.api.permissions.TestPermissions;
import dev.notifier.api.planning.UnknownSnapshots;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.Lane;
import dev.notifier.numbers.RecipientKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Events of one lane while the budget of another is used up. */
class IntakeBudgetTest {
  private static final Instant NOW = Instant.parse("2026-12-01T02:00:00Z");
  private static final long BYTES = 10_000;

  private final CloudEventReader reader =
      new CloudEventReader(
          EventTypeRegistry.shipped(),
          UnknownSnapshots.of(EventTypeRegistry.shipped()),
          UnknownSnapshots.DIGEST,
          true,
          InstantSource.fixed(NOW));
  private final IntakeBudget budget = new IntakeBudget(BYTES);
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          true, (Partitioner) null, new ByteArraySerializer(), new ByteArraySerializer()) {
        @Override
        public void close() {
          // The producer is shared, like that of the factory.
        }
      };
  private final Intake intake =
      new Intake(
          reader,
          TestPermissions.create(),
          new EventSender(
              () -> producer,
              new RecipientKey("sixteen-characters-and-more".getBytes(StandardCharsets.UTF_8)),
              Duration.ofSeconds(5),
              () -> 0),
          budget,
          new IntakeMetrics(new SimpleMeterRegistry()));

  @Test
  void urgentEventsAreSentWhileBulkEventsUseUpTheirBudget() {
    assertThat(budget.sending(Lane.BULK).tryAcquire(BYTES)).isTrue();

    assertThat(intake.send(request(Lane.URGENT)).accepted()).isEqualTo(1);
    assertThatThrownBy(() -> intake.send(request(Lane.BULK))).isInstanceOf(ProblemException.class);
    assertThat(producer.history()).hasSize(1);
  }

  @Test
  void onlyTheEventsOfAFullLaneMustBeSentAgain() {
    assertThat(budget.sending(Lane.BULK).tryAcquire(BYTES)).isTrue();

    IntakeResult result = intake.send(request(Lane.BULK, Lane.URGENT, Lane.BULK, Lane.NORMAL));

    assertThat(result.outcomes())
        .extracting(Object::getClass)
        .containsExactly(
            Outcome.NotConfirmed.class,
            Outcome.Accepted.class,
            Outcome.NotConfirmed.class,
            Outcome.Accepted.class);
  }

  @Test
  void theBudgetIsReleased() {
    intake.send(request(Lane.BULK, Lane.URGENT));

    assertThat(budget.bytes()).isZero();
  }

  private Intake.Request request(Lane... lanes) {
    List<ValidationResult> events = new ArrayList<>();
    for (Lane lane : lanes) {
      ValidationResult.Valid valid = valid();
      events.add(new ValidationResult.Valid(valid.event(), lane, valid.number()));
    }
    return new Intake.Request(
        events,
        TestPermissions.create().ofRequest(Caller.administrator("api")),
        100,
        Duration.ofDays(1));
  }

  private ValidationResult.Valid valid() {
    byte[] event =
        """
        {"specversion":"1.0","id":"a","source":"/s","type":"case.decided","time":"2026-12-01T02:00:00Z",
         "data":{"recipient":{"phone":"0912345678"},"caseCode":"1","outcome":"PARTLY",
                 "decidedDate":"2026-11-30","officeName":"BHXH"}}
        """
            .getBytes(StandardCharsets.UTF_8);
    return (ValidationResult.Valid)
        reader
            .read(Caller.administrator("api"), ContentMode.STRUCTURED, Map.of(), event)
            .getFirst();
  }
}
