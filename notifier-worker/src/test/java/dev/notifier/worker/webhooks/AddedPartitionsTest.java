package dev.notifier.worker.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AddedPartitionsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AddedPartitions added = new AddedPartitions(nanos::get);

  @Test
  void addedPartitionsAreReadWhenAllWorkersKnowThem() {
    assertThat(after(Duration.ofSeconds(31), false)).isFalse();
    assertThat(after(Duration.ofSeconds(31), true)).isFalse();
    assertThat(after(AddedPartitions.SETTLING.minusSeconds(1), true)).isFalse();
    assertThat(after(Duration.ofSeconds(31), true)).isTrue();
  }

  @Test
  void theNumberIsNotAskedForAllTheTime() {
    assertThat(after(Duration.ofSeconds(31), true)).isFalse();
    nanos.addAndGet(Duration.ofSeconds(29).toNanos());

    assertThat(
            added.areSettled(() -> {
              throw new AssertionError("asked too early");
            }))
        .isFalse();
  }

  /** Brokers may not all know it yet. */
  @Test
  void aNumberThatIsTheFormerOneAgainBeginsAnew() {
    after(Duration.ofSeconds(31), true);
    after(Duration.ofSeconds(31), false);

    assertThat(after(AddedPartitions.SETTLING, true)).isFalse();
    assertThat(after(AddedPartitions.SETTLING, true)).isTrue();
  }

  private boolean after(Duration time, boolean differs) {
    nanos.addAndGet(time.toNanos());
    return added.areSettled(() -> differs);
  }
}
