package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RestartBackoffTest {
  private static final long SECOND = 1_000_000_000L;
  private final KafkaException tooLarge =
      new KafkaException("error state", new RecordTooLargeException("1200000 bytes"));

  private final RestartBackoff backoff = new RestartBackoff();

  @Test
  void theDelayDoublesWhileFailuresFollowEachOtherAndStartsAgainAfterTwoGoodMinutes() {
    List<Long> delays =
        IntStream.range(0, 7)
            .mapToObj(i -> backoff.after(tooLarge, i * 40L * SECOND).toSeconds())
            .toList();

    assertThat(delays).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    assertThat(backoff.after(tooLarge, (6 * 40L + 120) * SECOND)).hasSeconds(1);
  }

  @Test
  void aTemporaryFailureOfKafkaDoesNotDelayTheBind() {
    for (int i = 0; i < 5; i++) {
      assertThat(backoff.after(new KafkaException("x", new TimeoutException("y")), i * SECOND))
          .hasSeconds(1);
    }
  }

  @Test
  void theDescriptionHasTheRootCause() {
    assertThat(RestartBackoff.describe(new IllegalStateException(tooLarge)))
        .contains("IllegalStateException")
        .contains("caused by")
        .contains("RecordTooLargeException: 1200000 bytes");
    assertThat(RestartBackoff.describe(new IllegalStateException("alone")))
        .doesNotContain("caused by");
  }
}
