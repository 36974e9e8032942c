package dev.notifier.api.quotas;

import dev.notifier.store.counters.UsageStore.Month;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Quotas without a database. */
public final class TestQuotas {
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  final Map<String, Long> limits = new HashMap<>();
  final Map<String, Long> used = new HashMap<>();
  YearMonth month = YearMonth.of(2026, 11);
  Instant now = NOW;
  @Nullable Instant countedAt = NOW.minusSeconds(7);
  long nanos;
  boolean isDown;

  final TenantQuotas quotas = new TenantQuotas(this::read, new FixedLimits(limits), () -> nanos);

  private record FixedLimits(Map<String, Long> limits) implements TenantQuotas.Limits {
    @Override
    public @Nullable Long of(String tenant) {
      return limits.get(tenant);
    }

    @Override
    public Map<String, Long> all() {
      return limits;
    }
  }

  /** Time passes since the last reading. */
  void passUntil(Instant time) {
    nanos = Duration.between(now, time).toNanos();
  }

  private Month read() {
    if (isDown) {
      throw new IllegalStateException("PostgreSQL is down");
    }
    return new Month(month, used, countedAt, now);
  }

  /** No tenant has a quota. */
  public static TenantQuotas none() {
    return new TestQuotas().quotas;
  }

  /** A tenant that has used its quota. */
  public static TenantQuotas reached(String tenant) {
    TestQuotas test = new TestQuotas();
    test.limits.put(tenant, 10L);
    test.used.put(tenant, 10L);
    test.quotas.refresh();
    return test.quotas;
  }
}
