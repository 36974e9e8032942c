package dev.notifier.api.eventsin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionBackoffTest {
  private static final TopicPartition A = new TopicPartition("notifier.events.in.a", 0);

  private final AtomicLong nanos = new AtomicLong();
  private final PartitionBackoff backOff = new PartitionBackoff(nanos::get);

  @Test
  void eachWaitIsTwiceAsLongUpToALimit() {
    assertThat(waits(WaitReason.UNAVAILABLE)).isEqualTo(Duration.ofMillis(500));
    assertThat(waits(WaitReason.UNAVAILABLE)).isEqualTo(Duration.ofSeconds(1));
    for (int i = 0; i < 10; i++) {
      waits(WaitReason.UNAVAILABLE);
    }
    assertThat(waits(WaitReason.UNAVAILABLE)).isEqualTo(Duration.ofSeconds(5));
    for (int i = 0; i < 10; i++) {
      waits(WaitReason.LIMIT);
    }
    assertThat(waits(WaitReason.LIMIT)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void beginsAnewAfterASuccess() {
    waits(WaitReason.LIMIT);
    waits(WaitReason.LIMIT);
    backOff.end(A);
    assertThat(backOff.reasons()).isEmpty();
    assertThat(waits(WaitReason.LIMIT)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void eachPartitionWaitsForItself() {
    TopicPartition other = new TopicPartition("notifier.events.in.a", 1);
    assertThat(backOff.add(A, WaitReason.FAILED)).isTrue();
    assertThat(backOff.add(A, WaitReason.FAILED)).isFalse();
    assertThat(backOff.isWaiting(other)).isFalse();
    assertThat(backOff.add(other, WaitReason.LIMIT)).isTrue();

    assertThat(backOff.reasons()).isEqualTo(Map.of("a", WaitReason.FAILED));

    backOff.end(A);
    assertThat(backOff.reasons()).isEqualTo(Map.of("a", WaitReason.LIMIT));
  }

  private Duration waits(WaitReason reason) {
    var _ = backOff.add(A, reason);
    Duration step = Duration.ofMillis(500);
    Duration waited = Duration.ZERO;
    while (backOff.isWaiting(A)) {
      nanos.addAndGet(step.toNanos());
      waited = waited.plus(step);
    }
    return waited;
  }
}
