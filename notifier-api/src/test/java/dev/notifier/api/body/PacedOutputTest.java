package dev.notifier.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PacedOutputTest {
  private static final byte[] SECOND = new byte[(int) PacedOutput.MIN_BYTES_PER_SECOND];

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private long now;

  /** The receiver needs so long for each piece. */
  private PacedOutput output(long seconds) {
    return new PacedOutput(
        received,
        () -> {
          now += TimeUnit.SECONDS.toNanos(seconds);
          return now;
        });
  }

  @Test
  void aReceiverWithTheRateGetsAFileOfAnyLength() throws IOException {
    PacedOutput out = output(1);
    for (int piece = 0; piece < 1_000; piece++) {
      out.write(SECOND);
    }
    assertThat(received.size()).isEqualTo(1_000 * SECOND.length);
  }

  @Test
  void aSlowerReceiverIsCutOff() {
    PacedOutput out = output(2);

    assertThatThrownBy(
            () -> {
              for (int piece = 0; piece < 1_000; piece++) {
                out.write(SECOND);
              }
            })
        .isInstanceOf(ProblemException.class);
    assertThat(received.size()).isEqualTo(31 * SECOND.length);
  }
}
