package dev.notifier.contracts.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageOriginTest {
  private static final Instant AT = Instant.parse("2026-12-01T08:00:00.123456Z");
  private static final UUID EVENT = new UUID(12, 34);

  @Test
  void theBytesHaveEverythingButTheTime() {
    MessageOrigin origin =
        MessageOrigin.of(EVENT, "son-la", "/tst", "card.expiring", "g", null, AT);

    byte[] bytes = origin.bytes();

    assertThat(bytes).hasSize(MessageOrigin.BYTES);
    assertThat(MessageOrigin.of(bytes, AT)).isEqualTo(origin);
    assertThat(MessageOrigin.of(new byte[40], AT)).as("of another release").isNull();
  }

  @Test
  void aMissingValueDiffersFromEveryOther() {
    MessageOrigin origin = MessageOrigin.of(EVENT, "son-la", "/tst", "card.expiring", "", null, AT);

    assertThat(origin.key()).isEqualTo(MessageOrigin.NONE);
    assertThat(origin.group()).isNotEqualTo(MessageOrigin.NONE);
  }

  @Test
  void theEventIsTheFirstHalfOfItsDigest() {
    assertThat(MessageOrigin.of(EVENT, "son-la", "/tst", "t", null, null, AT).event())
        .isEqualTo(EVENT.getMostSignificantBits());
  }
}
