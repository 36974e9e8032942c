package dev.notifier.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.StatusRecord.Change;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusRecordTest {
  private static final Instant AT = Instant.parse("2026-12-01T01:00:00.123456Z");

  private static Change change(
      NotificationState state, @Nullable FailureReason reason, Instant at) {
    return new Change(
        new UUID(1, 2), "/tst", "1", "card.expiring", state, reason, null, false, 1, at);
  }

  @Test
  void aRepeatedChangeHasTheSameIdAndEveryOtherOneItsOwn() {
    Change skipped = change(NotificationState.SKIPPED, FailureReason.NO_TEMPLATE, AT);
    assertThat(
            Stream.of(
                    skipped,
                    change(NotificationState.SKIPPED, FailureReason.MISSING_VALUE, AT),
                    change(NotificationState.SKIPPED, FailureReason.NO_TEMPLATE, AT.plusMillis(1)),
                    change(NotificationState.REJECTED, FailureReason.NO_TEMPLATE, AT),
                    change(NotificationState.SUBMITTED, null, AT))
                .map(Change::id))
        .doesNotHaveDuplicates();
    // Read from Kafka or from PostgreSQL, it has microseconds.
    assertThat(change(NotificationState.SKIPPED, FailureReason.NO_TEMPLATE, AT.plusNanos(789)).id())
        .isEqualTo(skipped.id());
  }
}
