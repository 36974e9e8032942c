package dev.notifier.contracts.cancellation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.EventDigest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageOriginTest {
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00.123456Z");

  @Test
  void theBytesHaveEverythingButTheTime() {
    MessageOrigin origin = MessageOrigin.of("son-la", "/tst", "1", "card.expiring", "g", null, AT);

    byte[] bytes = origin.bytes();

    assertThat(bytes).hasSize(MessageOrigin.BYTES);
    assertThat(MessageOrigin.of(bytes, AT)).isEqualTo(origin);
    assertThat(MessageOrigin.of(new byte[40], AT)).as("of another release").isNull();
  }

  @Test
  void aMissingValueDiffersFromEveryOther() {
    MessageOrigin origin = MessageOrigin.of("son-la", "/tst", "1", "card.expiring", "", null, AT);

    assertThat(origin.key()).isEqualTo(MessageOrigin.NONE);
    assertThat(origin.group()).isNotEqualTo(MessageOrigin.NONE);
  }

  @Test
  void theEventIsTheFirstHalfOfItsDigest() {
    assertThat(MessageOrigin.of("son-la", "/tst", "1", "t", null, null, AT).event())
        .isEqualTo(EventDigest.of("son-la", "/tst", "1").getMostSignificantBits());
  }
}
