package dev.notifier.worker.cancellation;

import dev.notifier.contracts.cancellation.CancellationFilter;
import dev.notifier.contracts.cancellation.CancellationRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** TestRules for tests of other packages. They are made at the end of 2026. */
public final class TestRules {
  private static final Instant MADE = Instant.parse("2026-12-31T00:00:00Z");

  private TestRules() {}

  /** Cancels a group of the tenant {@code son-la}. */
  public static CancellationRules ofGroup(String group) {
    return of("son-la", new CancellationFilter(null, null, null, null, group, null, null));
  }

  /** Cancels what a filter selects. */
  public static CancellationRules of(String tenant, CancellationFilter filter) {
    return CancellationRules.of(
        List.of(CancellationRecord.of(UUID.randomUUID(), tenant, MADE, filter)));
  }
}
