package dev.notifier.worker.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.worker.testing.SubmitFixtures;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreSubmitCheckTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  private final PreSubmitCheck check = new PreSubmitCheck(InstantSource.fixed(NOW));

  @ParameterizedTest
  @CsvSource({", true", "2026-12-01T08:00:00.001Z, true", "2026-12-01T08:00:00Z, false"})
  void aMessageIsSentBeforeItExpires(@Nullable Instant expiresAt, boolean isSent) {
    assertThat(check.reasonNotToSend(SubmitFixtures.expiring("a", Lane.NORMAL, expiresAt)))
        .isEqualTo(isSent ? null : FailureReason.EXPIRED_BEFORE_SUBMISSION);
  }
}
