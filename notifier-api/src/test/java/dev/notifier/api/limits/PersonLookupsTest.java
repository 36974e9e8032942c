package dev.notifier.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PersonLookupsTest {
  private static final UUID LAN = new UUID(1, 1);
  private static final UUID MINH = new UUID(2, 2);
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger instances = new AtomicInteger(1);
  private final PersonLookups lookups = new PersonLookups(4, instances::get, nanos::get);

  @Test
  void allowsTheLimitInAnyHour() {
    for (int i = 0; i < 4; i++) {
      assertThat(lookups.take(LAN)).isZero();
      nanos.addAndGet(Duration.ofMinutes(10).toNanos());
    }
    assertThat(lookups.take(LAN)).isEqualTo(Duration.ofMinutes(20));
    assertThat(lookups.take(MINH)).isZero();
    nanos.addAndGet(Duration.ofMinutes(20).toNanos());
    assertThat(lookups.take(LAN)).isZero();
    assertThat(lookups.take(LAN)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void instancesShareTheLimit() {
    instances.set(2);
    assertThat(lookups.take(LAN)).isZero();
    assertThat(lookups.take(LAN)).isZero();
    assertThat(lookups.take(LAN)).isPositive();
  }
}
