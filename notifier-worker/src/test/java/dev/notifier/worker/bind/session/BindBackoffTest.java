package dev.notifier.worker.bind.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BindBackoffTest {
  private final BindBackoff backoff = new BindBackoff(() -> 0L);

  @Test
  void theDelayDoublesUpToAMinute() {
    List<Duration> delays = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      delays.add(backoff.failed());
    }

    assertThat(delays).first().isEqualTo(Duration.ofMillis(500));
    assertThat(delays).last().isEqualTo(Duration.ofSeconds(30));
    backoff.succeeded();
    assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aSessionThatIsStillBoundIsWaitedForAtLeastFifteenSeconds() {
    assertThat(backoff.sessionStillBound()).isEqualTo(Duration.ofSeconds(15));
  }
}
