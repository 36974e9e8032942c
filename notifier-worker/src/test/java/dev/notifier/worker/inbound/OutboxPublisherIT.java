package dev.notifier.worker.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.Lane;
import dev.notifier.store.inbound.InboundOutbox;
import dev.notifier.store.inbound.OutboxEvent;
import dev.notifier.worker.testing.PipelineDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Publishing while Kafka fails. */
class OutboxPublisherIT {
  private final HikariDataSource pool = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(pool);
  private final InboundOutbox outbox = new InboundOutbox(pool);
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong nanoTime = new AtomicLong();

  @BeforeEach
  void add() {
    outbox.add(
        IntStream.range(0, 20)
            .mapToObj(
                number -> new OutboxEvent(new UUID(1, number), Lane.URGENT, null, new byte[] {1}))
            .toList());
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private OutboxPublisher publisher(RuntimeException failure) {
    return new OutboxPublisher(outbox, new Failing(failure), _ -> {}, nanoTime::get);
  }

  private final class Failing extends MockProducer<byte[], byte[]> {
    private final RuntimeException failure;

    Failing(RuntimeException failure) {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
      this.failure = failure;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      calls.incrementAndGet();
      return CompletableFuture.failedFuture(failure);
    }
  }

  /** Each call would block for seconds, and the rows are locked. */
  @Test
  void aPageEndsWithTheFirstAnswerThatKafkaDoesNotTake() {
    OutboxPublisher publisher = publisher(new TimeoutException("no metadata"));

    assertThatThrownBy(publisher::publish).isInstanceOf(KafkaException.class);

    assertThat(calls).hasValue(1);
    assertThat(jdbc.queryForList("select attempts from inbound_outbox", Integer.class))
        .hasSize(20)
        .containsOnly(0);
  }

  @Test
  void anAnswerThatKafkaRefusesDoesNotEndThePage() {
    assertThat(publisher(new RecordTooLargeException()).publish()).isEqualTo(20);

    assertThat(calls).hasValue(20);
    assertThat(jdbc.queryForList("select attempts from inbound_outbox", Integer.class))
        .hasSize(20)
        .containsOnly(1);
  }

  @Test
  void aLookThatDoesNotEndIsSeen() {
    OutboxPublisher publisher = publisher(new TimeoutException("no metadata"));
    assertThat(publisher.oldest()).isZero();
    assertThat(publisher.error()).isNull();

    nanoTime.set(Duration.ofMinutes(3).toNanos());

    assertThat(publisher.oldest()).isEqualTo(Duration.ofMinutes(3));
    assertThat(List.of(String.valueOf(publisher.error())))
        .containsExactly("an answer has not been published for 3 minutes; see the log");
  }
}
