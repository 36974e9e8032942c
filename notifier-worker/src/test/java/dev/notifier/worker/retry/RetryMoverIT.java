package dev.notifier.worker.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopSettings;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.testing.PipelineTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RetryMoverIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SHORT = Topics.retry(Lane.NORMAL, RetryDelay.S5);
  private static final String LONG = Topics.retry(Lane.NORMAL, RetryDelay.H2);
  private static final String LANE = Topics.submit("viettel", Lane.NORMAL);

  private final TestKafka kafka = TestKafka.shared();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void movesEachRecordOnceWhenItsDelayHasPassed() throws Exception {
    PipelineTopics.renew(kafka, Map.of("viettel", 2));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      records.add(
          new ProducerRecord<>(SHORT, i % 2, null, RetryMoveHandlerTest.submission("viettel")));
    }
    records.add(new ProducerRecord<>(LONG, 0, null, RetryMoveHandlerTest.submission("viettel")));
    kafka.send(records);
    Instant taken = Instant.ofEpochMilli(kafka.committed(SHORT).getLast().timestamp());
    now.set(taken.plusSeconds(1));
    RetryMover mover = start();
    now.set(taken.plusSeconds(600));
    awaitMoved(100);
    // The record that is due in two hours does not wait.
    Awaitility.await().atMost(LIMIT).until(() -> mover.status().waiting().isEmpty());
    assertThat(mover.stop(Duration.ofSeconds(60))).isTrue();
    now.set(taken.plusSeconds(3 * 3_600));
    RetryMover next = start();
    awaitMoved(101);
    Awaitility.await().atMost(LIMIT).until(() -> next.status().waiting().isEmpty());
    assertThat(next.status().isHealthy()).isTrue();
    assertThat(next.stop(Duration.ofSeconds(60))).isTrue();
    Map<?, OffsetAndMetadata> offsets =
        kafka
            .admin()
            .listConsumerGroupOffsets(Topics.GROUP_RETRY_MOVER)
            .partitionsToOffsetAndMetadata()
            .get();
    assertThat(offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum()).isEqualTo(101);
  }

  private void awaitMoved(int count) {
    Awaitility.await().atMost(LIMIT).until(() -> kafka.committed(LANE).size() >= count);
    assertThat(kafka.committed(LANE)).hasSize(count);
  }

  private RetryMover start() {
    LoopContext context =
        new LoopContext(
            new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test"),
            kafka.admin(),
            new SetClock(),
            System::nanoTime,
            new SimpleMeterRegistry(),
            LoopStepListener.NONE,
            new Quarantine("test", new SetClock(), new SimpleMeterRegistry()));
    RetryMover mover =
        new RetryMover(
            context, new LoopSettings(Duration.ofSeconds(6), Duration.ofSeconds(30)), route -> 2);
    mover.start();
    return mover;
  }

  /** Returns the time that the test sets. */
  private final class SetClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }
}
