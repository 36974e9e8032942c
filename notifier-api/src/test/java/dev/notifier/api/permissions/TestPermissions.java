package dev.notifier.api.permissions;

import dev.notifier.api.quotas.QuotaMetrics;
import dev.notifier.api.quotas.TenantQuotas;
import dev.notifier.api.quotas.TestQuotas;
import dev.notifier.api.security.RefusedUses;
import dev.notifier.numbers.RecipientKey;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Permissions without a database. */
public final class TestPermissions {
  static final RecipientKey HMAC =
      new RecipientKey("sixteen-characters-and-more".getBytes(StandardCharsets.UTF_8));

  private TestPermissions() {}

  /** The counts of all instances. */
  static final class Counts implements DailyLimits.Store {
    final Map<String, Long> totals = new HashMap<>();
    boolean isDown;

    @Override
    public void add(LocalDate day, Map<String, Long> accepted) {
      check();
      accepted.forEach((key, events) -> totals.merge(day + " " + key, events, Long::sum));
    }

    @Override
    public Map<String, Long> totals(LocalDate day) {
      check();
      Map<String, Long> found = new HashMap<>();
      totals.forEach((key, events) -> {
        if (key.startsWith(day + " ")) {
          found.put(key.substring(key.indexOf(' ') + 1), events);
        }
      });
      return found;
    }

    @Override
    public void deleteOld(LocalDate today) {
      totals.keySet().removeIf(key -> key.compareTo(today.toString()) < 0);
    }

    private void check() {
      if (isDown) {
        throw new IllegalStateException("PostgreSQL is down");
      }
    }
  }

  /** Permissions that nothing is stored of. */
  public static SendPermissions create() {
    return create(new DailyLimits(new Counts(), InstantSource.system()));
  }

  static SendPermissions create(DailyLimits days) {
    return create(days, TestQuotas.none(), new SimpleMeterRegistry());
  }

  static SendPermissions create(DailyLimits days, TenantQuotas quotas, MeterRegistry registry) {
    return new SendPermissions(
        days,
        new SendPermissions.Quotas(quotas, new QuotaMetrics(registry, quotas)),
        new RefusedUses(registry, () -> 0),
        HMAC,
        false);
  }
}
