package dev.notifier.api.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class StreamedBodyTest {
  private static final Duration LONGEST = Duration.ofHours(1);

  private final MockHttpServletRequest request = new MockHttpServletRequest();
  private long now;

  /** The time passes only between the reads. */
  private StreamedBody body() throws IOException {
    request.setContent(new byte[] {'\n', '\n', '\n'});
    return StreamedBody.open(request, Duration.ofSeconds(30), LONGEST, () -> now);
  }

  @Test
  void aBodyWithinTheTimeIsRead() throws IOException {
    StreamedBody body = body();
    now = LONGEST.toNanos();
    assertThat(body.read()).isEqualTo('\n');
  }

  @Test
  void aBodyThatTakesTooLongIsCutOffWhateverItContains() throws IOException {
    StreamedBody body = body();
    assertThat(body.read()).isEqualTo('\n');

    now = LONGEST.toNanos() + 1;

    assertThatThrownBy(body::read).isInstanceOf(ProblemException.class);
  }

  @Test
  void aSenderWhoseRightHasEndedIsCutOff() throws IOException {
    AtomicBoolean ended = new AtomicBoolean();
    StreamedBody.setRight(
        request,
        () -> {
          if (ended.get()) {
            throw new ProblemException(ErrorCode.UNAUTHORIZED);
          }
        });
    StreamedBody body = body();
    ended.set(true);
    assertThat(body.read()).isEqualTo('\n');

    now = Duration.ofSeconds(6).toNanos();

    assertThatThrownBy(body::read).isInstanceOf(ProblemException.class);
    ended.set(false);
    assertThat(body.read()).isEqualTo('\n');
    ended.set(true);
    assertThatThrownBy(body::read).as("at the end").isInstanceOf(ProblemException.class);
  }
}
