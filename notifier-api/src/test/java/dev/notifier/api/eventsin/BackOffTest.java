package dev.notifier.api.eventsin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private final AtomicLong nanos = new AtomicLong();
  private final BackOff backOff = new BackOff(nanos::get);

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
    backOff.end("a");
    assertThat(backOff.reasons()).isEmpty();
    assertThat(waits(WaitReason.LIMIT)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void forgetsClients() {
    backOff.add("a", WaitReason.LIMIT);
    backOff.add("b", WaitReason.LIMIT);
    backOff.retain(Set.of("b"));
    assertThat(backOff.isWaiting("a")).isFalse();
    assertThat(backOff.isWaiting("b")).isTrue();
  }

  private Duration waits(WaitReason reason) {
    backOff.add("a", reason);
    Duration step = Duration.ofMillis(500);
    Duration waited = Duration.ZERO;
    while (backOff.isWaiting("a")) {
      nanos.addAndGet(step.toNanos());
      waited = waited.plus(step);
    }
    return waited;
  }
}
