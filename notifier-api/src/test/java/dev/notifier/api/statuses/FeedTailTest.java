package dev.notifier.api.statuses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedTailTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.STATUSES, 3);
  private static final long LIMIT_SECONDS = 60;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);

  /** Kafka checks the position after a change of the leader, and does not answer in time. */
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>("none") {
        @Override
        public synchronized long position(TopicPartition partition) {
          if (super.position(partition) == 1) {
            asked.countDown();
            await(answer);
            throw new TimeoutException("no answer");
          }
          return super.position(partition);
        }
      };

  private final FeedTail tail = new FeedTail(() -> consumer, System::nanoTime);

  @AfterEach
  void close() {
    answer.countDown();
    tail.close();
  }

  @Test
  void aReaderIsWokenWhenThePositionIsUnknown() throws Exception {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.schedulePollTask(() ->
        consumer.addRecord(
            new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                0,
                "own".getBytes(StandardCharsets.UTF_8),
                new byte[] {1})));
    Waiting own = new Waiting("own");
    Waiting other = new Waiting("other");
    assertThat(tail.add(other)).isTrue();
    assertThat(tail.add(own)).isTrue();
    tail.start();

    await(asked);
    // Meanwhile others come and go.
    assertThat(tail.add(new Waiting("other"))).as("there may be a record behind 0").isFalse();
    assertThat(tail.remove(other)).isEqualTo(1);
    answer.countDown();

    assertThat(own.woken.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Waiting implements FeedTail.Waiter {
    private final String tenant;
    private final CompletableFuture<Long> woken = new CompletableFuture<>();

    Waiting(String tenant) {
      this.tenant = tenant;
    }

    @Override
    public String tenant() {
      return tenant;
    }

    @Override
    public int partition() {
      return PARTITION.partition();
    }

    @Override
    public long offset() {
      return 0;
    }

    @Override
    public void wake(long offset) {
      woken.complete(offset);
    }

    @Override
    public void fail() {
      woken.completeExceptionally(new IllegalStateException("failed"));
    }
  }
}
