package dev.notifier.api.batches;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.quotas.TenantQuotas;
import dev.notifier.store.batches.DryRunStore.StoredDryRun;
import dev.notifier.store.batches.StoredBatch;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses the release of a batch for which the tenant's monthly quota has no room, unless its
 * messages are sent beyond a quota. Thread-safe.
 */
final class QuotaCheck {
  private final TenantQuotas quotas;
  private final EventTypeRegistry types;

  QuotaCheck(TenantQuotas quotas, EventTypeRegistry types) {
    this.quotas = quotas;
    this.types = types;
  }

  /**
   * @throws ProblemException if there is no room
   */
  void require(StoredBatch batch, StoredDryRun dryRun) {
    Long left = quotas.left(batch.tenant());
    CompiledEventType type = types.find(batch.type().name());
    if (left == null || type == null || TenantQuotas.continues(type.definition().category())) {
      return;
    }
    long segments = segments(dryRun);
    if (segments > left) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.BATCH_OVER_QUOTA,
              "The batch has %d segments, and %d are left of the quota of this month. Ask an administrator for a larger quota, or release it next month."
                  .formatted(segments, left)));
    }
  }

  private static long segments(StoredDryRun dryRun) {
    String result = dryRun.result();
    long segments = 0;
    if (result != null) {
      for (JsonNode each : JsonMapper.shared().readTree(result).path("encodings")) {
        segments += each.path("segments").asLong(0);
      }
    }
    return segments;
  }
}
