package dev.notifier.worker.positions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the stages start, and who waits, with a clock that the test moves. */
class ReconciliationTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger starts = new AtomicInteger();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Positions positions = new Positions();
  private final Reconciliation reconciliation =
      new Reconciliation(positions, nanos::get, meters, starts::incrementAndGet);

  /** What the test says is behind. */
  private static final class Positions implements PositionSource {
    private final List<String> calls = new ArrayList<>();
    private List<BehindPartition> behind = List.of();
    private List<String> unknown = List.of();
    private @Nullable RuntimeException failure;

    @Override
    public List<String> adoptNew() {
      calls.add("adoptNew");
      List<String> adopted = unknown;
      unknown = List.of();
      return adopted;
    }

    @Override
    public List<BehindPartition> behind() {
      calls.add("behind");
      if (failure != null) {
        throw failure;
      }
      return behind;
    }
  }

  @AfterEach
  void stop() {
    reconciliation.stop();
  }

  private static BehindPartition behind(int partition, long records) {
    return new BehindPartition(
        "group", "topic", new UUID(1, 1), partition, 10, 10 + records, Instant.EPOCH);
  }

  private void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void newTopicsAreTakenOverBeforeTheStagesStart() {
    reconciliation.start();

    assertThat(starts).hasValue(1);
    assertThat(positions.calls).startsWith("adoptNew", "behind");
    assertThat(reconciliation.started()).isTrue();
    assertThat(reconciliation.problems()).isEmpty();
    assertThat(reconciliation.warnings()).isEmpty();
  }

  /** An update looks the same as a backup that was made before positions were stored. */
  @Test
  void operatorsAreToldForADayThatNothingCouldBeCompared() {
    positions.unknown = List.of("events", "binds");
    reconciliation.start();

    assertThat(reconciliation.started()).isTrue();
    advance(Duration.ofHours(24));
    reconciliation.require();
    assertThat(reconciliation.warnings())
        .singleElement()
        .asString()
        .contains("no positions of events, binds", "restored from a backup");
    advance(Duration.ofSeconds(1));
    assertThat(reconciliation.warnings()).isEmpty();
  }

  @Test
  void theNumbersAgreeWithTheirNouns() {
    positions.behind = List.of(behind(0, 1));
    reconciliation.start();

    assertThat(starts).hasValue(0);
    assertThat(reconciliation.problems())
        .singleElement()
        .asString()
        .startsWith(
            "reconcile: PostgreSQL lacks 1 record of topic (1 partition) processed since 1970");
    positions.behind = List.of(behind(0, 1), behind(1, 4));
    advance(Duration.ofSeconds(11));
    assertThatThrownBy(reconciliation::require)
        .isInstanceOf(BehindException.class)
        .hasMessageStartingWith(
            "reconcile: PostgreSQL lacks 5 records of topic (2 partitions) processed since 1970");
    assertThat(meters.get("notifier.positions.behind").gauge().value()).isEqualTo(5);
  }

  @Test
  void whoWaitsComparesAgainAfterSomeSeconds() {
    reconciliation.require();
    positions.behind = List.of(behind(0, 1));
    advance(Duration.ofSeconds(10));
    assertThatCode(reconciliation::require).as("compared just now").doesNotThrowAnyException();

    advance(Duration.ofSeconds(1));
    assertThatThrownBy(reconciliation::require).isInstanceOf(BehindException.class);

    positions.behind = List.of();
    advance(Duration.ofSeconds(11));
    assertThatCode(reconciliation::require).doesNotThrowAnyException();
  }

  /** Otherwise all who wait would ask one after the other, each until the time limit. */
  @Test
  void afterAFailureThePositionsAreNotComparedAgainAtOnce() {
    positions.failure = new KafkaException("no broker");
    assertThatThrownBy(reconciliation::require).isInstanceOf(KafkaException.class);
    List<String> before = List.copyOf(positions.calls);

    assertThatThrownBy(reconciliation::require)
        .isInstanceOf(BehindException.class)
        .hasMessage("The positions cannot be compared: KafkaException: no broker");
    assertThat(positions.calls).isEqualTo(before);

    positions.failure = null;
    advance(Duration.ofSeconds(3));
    assertThatCode(reconciliation::require).doesNotThrowAnyException();
  }

  @Test
  void aFailureToCompareIsAProblemBeforeTheStartAndAWarningLater() {
    positions.failure = new KafkaException("no broker");
    assertThatThrownBy(reconciliation::require).isInstanceOf(KafkaException.class);
    assertThat(reconciliation.problems())
        .containsExactly("plan, track and jobs have not started: KafkaException: no broker");
    assertThat(reconciliation.warnings()).isEmpty();

    positions.failure = null;
    reconciliation.start();
    positions.failure = new KafkaException("no broker");
    advance(Duration.ofSeconds(11));
    assertThatThrownBy(reconciliation::require).isInstanceOf(KafkaException.class);

    assertThat(reconciliation.problems()).isEmpty();
    assertThat(reconciliation.warnings())
        .singleElement()
        .asString()
        .startsWith("reconcile: ")
        .endsWith("KafkaException: no broker");
  }

  @Test
  void afterTheStopNothingIsStarted() {
    reconciliation.stop();
    reconciliation.start();

    assertThat(starts).hasValue(0);
  }
}
