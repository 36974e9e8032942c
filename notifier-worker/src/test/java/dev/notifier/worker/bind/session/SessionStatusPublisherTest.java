package dev.notifier.worker.bind.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.SessionRecord.Progress;
import dev.notifier.worker.journal.BindId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionStatusPublisherTest {
  private static final Instant START = Instant.parse("2026-12-01T01:00:00Z");

  private final List<SessionRecord> published = new ArrayList<>();
  private final BindStatus status = new BindStatus(new BindId(0, "viettel", 0), 10);
  private Instant now = START;
  private final SessionStatusPublisher publisher =
      new SessionStatusPublisher(published::add, () -> now, "worker-1");

  @Test
  void eachChangeIsPublishedAtOnceWithItsTime() {
    bound(50);
    at(0);
    at(1);
    assertThat(published).hasSize(1);

    bound(20);
    at(3);
    bound(30);
    at(4);
    at(13);
    bound(50);
    at(14);
    status.setPhase(Phase.CIRCUIT_OPEN);
    at(15);

    assertThat(published)
        .extracting(
            record -> seconds(record.at()) + " since " + seconds(requireNonNull(record.since())))
        .containsExactly("0 since 0", "3 since 3", "13 since 3", "14 since 14", "15 since 15");
  }

  @Test
  void progressIsPublishedOnceASecond() {
    bound(50);
    at(0);
    status.setProgress(new Progress(1, Map.of(Lane.URGENT, 1L)));
    publisher.publish(List.of(status));
    assertThat(published).hasSize(1);
    at(1);
    at(2);

    assertThat(published)
        .extracting(SessionRecord::progress)
        .containsExactly(null, new Progress(1, Map.of(Lane.URGENT, 1L)));
  }

  private void bound(double rate) {
    status.setPhase(Phase.BOUND);
    status.setLimits(10, rate, 50);
  }

  private void at(int second) {
    now = START.plusSeconds(second);
    publisher.publish(List.of(status));
  }

  private static long seconds(Instant instant) {
    return instant.getEpochSecond() - START.getEpochSecond();
  }
}
