package dev.notifier.worker.inbound.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InboundIdsTest {
  private static final UUID TOPIC = new UUID(3, 4);
  private static final Instant AT = Instant.parse("2026-12-01T01:00:00.123Z");

  @Test
  void anIdDependsOnThePositionOnly() {
    UUID id = InboundIds.of(TOPIC, 1, 2, AT);

    assertThat(InboundIds.of(new UUID(3, 4), 1, 2, AT)).isEqualTo(id);
    Set<UUID> others = new HashSet<>();
    for (int partition = 0; partition < 8; partition++) {
      for (long offset = 0; offset < 1_000; offset++) {
        others.add(InboundIds.of(TOPIC, partition, offset, AT));
      }
    }
    others.add(InboundIds.of(new UUID(3, 5), 1, 2, AT));
    assertThat(others).hasSize(8_001).contains(id);
  }

  @Test
  void anIdBeginsWithTheTimeAsThoseOfNotifications() {
    UUID id = InboundIds.of(TOPIC, 1, 2, AT);

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(AT.toEpochMilli());
    assertThat(InboundIds.of(TOPIC, 0, 0, AT.plusMillis(1)).toString())
        .isGreaterThan(id.toString());
  }
}
