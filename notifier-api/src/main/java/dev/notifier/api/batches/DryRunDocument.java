package dev.notifier.api.batches;

import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.store.batches.DryRunStore.StoredDryRun;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a batch would do.
 *
 * @param messages how many would be sent; null until it is computed
 * @param result null until it is computed
 * @param quotaLeft segments that the tenant has left of its monthly quota; null without a quota
 * @param dailyLimitLeft messages that the key of the caller may still send today; null without a
 *     limit
 * @param error why it has failed; null if it has not
 */
record DryRunDocument(
    UUID dryRunId,
    UUID batchId,
    @Nullable Integer messages,
    @Nullable JsonNode result,
    @Nullable Long quotaLeft,
    @Nullable Long dailyLimitLeft,
    @Nullable String error,
    String createdBy,
    Instant createdAt,
    @Nullable Instant completedAt) {
  private static final String SAMPLES = "samples";
  private static final String LOCALE = "locale";

  /**
   * @param clear whether the caller may see numbers and texts
   * @param quotaLeft of the tenant; null without a quota
   * @param dailyLimitLeft of the key; null without a limit
   */
  static DryRunDocument of(
      StoredDryRun stored, boolean clear, @Nullable Long quotaLeft, @Nullable Long dailyLimitLeft) {
    String result = stored.result();
    JsonNode json = result == null ? null : JsonMapper.shared().readTree(result);
    if (json != null && !clear) {
      for (JsonNode sample : json.path(SAMPLES)) {
        hide((ObjectNode) sample);
      }
    }
    return new DryRunDocument(
        stored.id(),
        stored.batch(),
        stored.messages(),
        json,
        quotaLeft,
        dailyLimitLeft,
        stored.error(),
        stored.createdBy(),
        stored.created(),
        stored.done());
  }

  /** As a look-up of the message would: what is left names no person. */
  private static void hide(ObjectNode sample) {
    sample.put("phone", PersonalDataMask.phone(sample.path("phone").stringValue(null)));
    sample.put("text", PersonalDataMask.HIDDEN);
    if (sample.has(LOCALE)) {
      sample.put(LOCALE, PersonalDataMask.locale(sample.path(LOCALE).asString()));
    }
  }

  /** Omits the values. */
  @Override
  public String toString() {
    return "DryRunDocument[" + dryRunId + "]";
  }
}
