package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class NotificationIdsTest {
  private static final Instant START = Instant.parse("2026-11-21T08:00:00.123Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final NotificationIds ids = new NotificationIds(now::get, new Random(1));

  @Test
  void carriesVersionVariantAndTime() {
    UUID id = ids.next();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(START.toEpochMilli());
  }

  @Test
  void eachIsGreaterThanTheOneBefore() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      made.add(ids.next().toString());
    }
    now.set(START.minusSeconds(60));
    made.add(ids.next().toString());
    now.set(START.plusSeconds(1));
    made.add(ids.next().toString());
    // As PostgreSQL and readers compare them; java.util.UUID compares signed halves.
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }
}
