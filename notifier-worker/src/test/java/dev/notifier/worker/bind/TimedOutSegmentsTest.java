package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.worker.send.InFlightWindow;
import dev.notifier.worker.send.InFlightWindow.Outstanding;
import dev.notifier.worker.testing.SubmitFixtures;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TimedOutSegmentsTest {
  private static final long MINUTE = 60_000_000_000L;

  private final TimedOutSegments segments = new TimedOutSegments();
  private final Outstanding segment = outstanding();

  private static Outstanding outstanding() {
    InFlightWindow window = new InFlightWindow();
    window.enqueue(
        SubmitFixtures.segment(SubmitFixtures.expiring("a", Lane.NORMAL, null), 1, 1, false));
    window.written(1, 5, 0);
    return Objects.requireNonNull(window.takeOutstanding(1));
  }

  @Test
  void aSegmentIsFoundOnceWithinTenMinutes() {
    segments.add(7, segment, 0);
    segments.add(8, segment, 0);

    assertThat(segments.take(7, 10 * MINUTE - 1)).isEqualTo(segment);
    assertThat(segments.take(7, 10 * MINUTE - 1)).isNull();
    assertThat(segments.take(8, 10 * MINUTE)).isNull();
  }

  @Test
  void theOldestIsForgottenWhenThereAreTooMany() {
    for (int sequence = 0; sequence <= TimedOutSegments.MAX_SEGMENTS; sequence++) {
      segments.add(sequence, segment, 0);
    }

    assertThat(segments.take(0, 0)).isNull();
    assertThat(segments.take(1, 0)).isNotNull();
  }

  @Test
  void aNewLinkKnowsNoneOfTheOldOne() {
    segments.add(7, segment, 0);
    segments.clear();

    assertThat(segments.take(7, 0)).isNull();
  }
}
