package dev.notifier.worker.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.quarantine.EventIdentity;
import dev.notifier.store.schedule.DeferredStore;
import dev.notifier.store.schedule.DeferredStore.Released;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReleaseLoopTest {
  private static final UUID NOTIFICATION = new UUID(1, 2);

  private final List<Released> due = new ArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SmallTopics producer = new SmallTopics();
  private final HikariDataSource unused = new HikariDataSource();

  @AfterEach
  void close() {
    producer.close();
    unused.close();
  }

  @Test
  void nothingIsReleasedWhilePostgreSqlIsBehind() {
    due.add(released("{}"));
    ReleaseLoop loop =
        loop(() -> {
          throw new IllegalStateException("PostgreSQL is behind");
        });

    assertThat(loop.turn()).isPositive();

    assertThat(due).hasSize(1);
    assertThat(producer.history()).isEmpty();
    assertThat(loop.error()).isNotNull();
  }

  /** Plan counts it as failed, and gives it up after some. */
  @Test
  void ofAnEventThatIsTooLargeTheIdentityIsReleased() {
    String text = "x".repeat(SmallTopics.MAX_BYTES);
    due.add(
        released(
            "{'tenant':'a','source':'/s','id':'1','type':'t','data':{'text':'%s'}}"
                .replace('\'', '"')
                .replace("%s", text)));

    assertThat(loop(() -> {}).release(Set.of(Lane.NORMAL))).isOne();

    assertThat(producer.history())
        .singleElement()
        .satisfies(record -> {
          assertThat(EventIdentity.of(record.value()))
              .isEqualTo(new EventIdentity("a", "/s", "1", "t"));
          assertThat(record.headers().lastHeader(EventRecord.RELEASE_HEADER).value())
              .asString(StandardCharsets.US_ASCII)
              .isEqualTo(EventRecord.release(NOTIFICATION, 1));
        });
    assertThat(registry.counter("notifier.schedule.released").count()).isZero();
  }

  private ReleaseLoop loop(Runnable beforeTurn) {
    return new ReleaseLoop(
        beforeTurn,
        new DueMessages() {
          @Override
          public List<Released> take(Set<Lane> lanes, int maxRows) {
            List<Released> taken = List.copyOf(due);
            due.clear();
            return taken;
          }

          @Override
          public @Nullable Duration untilNext(Set<Lane> lanes) {
            return null;
          }
        },
        () -> Set.of(Lane.NORMAL),
        producer,
        new ScheduleMetrics(registry, new DeferredStore(unused), System::nanoTime),
        _ -> {});
  }

  private static Released released(String value) {
    return new Released(
        NOTIFICATION,
        1,
        Lane.NORMAL,
        Instant.EPOCH,
        new byte[0],
        value.getBytes(StandardCharsets.UTF_8));
  }

  /** Its topics accept few bytes. */
  private static final class SmallTopics extends MockProducer<byte[], byte[]> {
    static final int MAX_BYTES = 200;

    SmallTopics() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      return record.value().length > MAX_BYTES
          ? CompletableFuture.failedFuture(new RecordTooLargeException("too large"))
          : super.send(record);
    }
  }
}
