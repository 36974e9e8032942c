package dev.notifier.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.limits.RequestLimits.Decision;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {
  private final AtomicInteger instances = new AtomicInteger(1);
  private final AtomicLong nanos = new AtomicLong(-5);
  private final RequestLimits limits = new RequestLimits(instances::get, nanos::get);

  private long accepted(String key, int limit, int requests) {
    return IntStream.range(0, requests).filter(_ -> limits.take(key, limit).accepted()).count();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void aSecondsRequestsMayComeAtOnceAndNoMore() {
    assertThat(accepted("a", 10, 25)).isEqualTo(10);
    pass(Duration.ofMillis(500));
    assertThat(accepted("a", 10, 25)).isEqualTo(5);
    pass(Duration.ofHours(1));
    assertThat(accepted("a", 10, 25)).isEqualTo(10);
  }

  @Test
  void keysHaveTheirOwnLimits() {
    assertThat(accepted("a", 3, 10)).isEqualTo(3);
    assertThat(accepted("b", 5, 10)).isEqualTo(5);
  }

  @Test
  void saysWhatIsLeftAndHowLongToWait() {
    Decision first = limits.take("a", 2);
    assertThat(first.accepted()).isTrue();
    assertThat(first.remaining()).isEqualTo(1);
    limits.take("a", 2);
    Decision refused = limits.take("a", 2);
    assertThat(refused.accepted()).isFalse();
    assertThat(refused.remaining()).isZero();
    assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(500));
    assertThat(refused.untilFull()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void instancesShareTheLimit() {
    instances.set(4);
    assertThat(accepted("a", 10, 25)).isEqualTo(3);
    instances.set(1);
    pass(Duration.ofSeconds(1));
    assertThat(accepted("a", 10, 25)).isEqualTo(10);
    instances.set(100);
    pass(Duration.ofSeconds(1));
    assertThat(accepted("a", 10, 25)).as("at least one").isEqualTo(1);
  }

  @Test
  void anotherLimitDoesNotGiveTheWholeShareAgain() {
    assertThat(accepted("a", 10, 10)).isEqualTo(10);
    assertThat(accepted("a", 20, 30)).isZero();
    pass(Duration.ofSeconds(1));
    assertThat(accepted("a", 20, 30)).isEqualTo(20);
  }
}
