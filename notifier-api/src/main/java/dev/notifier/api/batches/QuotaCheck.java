package dev.notifier.api.batches;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.permissions.DailyLimits;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.quotas.TenantQuotas;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.DryRunStore.StoredDryRun;
import dev.notifier.store.batches.StoredBatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses the release of a batch for which the tenant's monthly quota has no room, unless its
 * messages are sent beyond a quota, or for which the day of a key has none. Thread-safe.
 */
final class QuotaCheck {
  /** More are not looked at. */
  private static final int MOST_UNSENT = 200;

  private static final String IN_DIRECTORY = "NUMBER_IN_DIRECTORY";

  private final TenantQuotas quotas;
  private final EventTypeRegistry types;
  private final DryRunStore dryRuns;
  private final DailyLimits days;

  QuotaCheck(TenantQuotas quotas, EventTypeRegistry types, DryRunStore dryRuns, DailyLimits days) {
    this.days = days;
    this.quotas = quotas;
    this.types = types;
    this.dryRuns = dryRuns;
  }

  /**
   * @throws ProblemException if there is no room
   */
  void require(StoredBatch batch, StoredDryRun dryRun) {
    Long left = quotas.left(batch.tenant());
    if (left == null || !countsAgainstQuota(batch.type().name())) {
      return;
    }
    String result = dryRun.result();
    long segments = result == null ? 0 : segments(result);
    long unsent = segments > left ? 0 : unsent(batch.tenant());
    if (segments + unsent > left) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.BATCH_OVER_QUOTA,
              "The batch has %d segments, and %d are left of the quota of this month, of which batches that were released need %d. Ask an administrator for a larger quota, or release it next month."
                  .formatted(segments, left, unsent)));
    }
  }

  /** How many messages the key of a caller may still send today; null if it has no such limit. */
  @Nullable Long leftToday(Caller caller) {
    CallerKey key = caller.key();
    Integer limit = key == null ? null : key.permissions().messagesPerDay();
    return key == null || limit == null ? null : days.left(key.id(), limit);
  }

  /**
   * Releases a batch. Its lines are messages of today for the key of the caller, because they do
   * not pass through intake.
   *
   * @param release throws if the batch is not released
   * @throws ProblemException if the key may not send so many today
   */
  void counted(Caller caller, StoredBatch batch, Runnable release) {
    CallerKey key = caller.key();
    Integer limit = key == null ? null : key.permissions().messagesPerDay();
    if (key == null || limit == null) {
      release.run();
      return;
    }
    int lines = batch.lines().valid();
    if (!days.tryAcquire(key.id(), limit, lines)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.BATCH_OVER_DAILY_LIMIT,
              "The batch has %d lines, and the key may send %d more messages today, of %d a day. Send fewer lines, release it tomorrow, or let a user release it."
                  .formatted(lines, days.left(key.id(), limit), limit)));
    }
    boolean released = false;
    try {
      release.run();
      released = true;
    } finally {
      if (!released) {
        days.release(key.id(), lines);
      }
    }
  }

  private boolean countsAgainstQuota(String name) {
    CompiledEventType type = types.find(name);
    return type != null && !TenantQuotas.continues(type.definition().category());
  }

  /** About what other batches have not sent yet: their lines are taken as equally long. */
  private long unsent(String tenant) {
    long segments = 0;
    for (DryRunStore.Unsent batch : StoreAccess.call(() -> dryRuns.unsent(tenant, MOST_UNSENT))) {
      if (countsAgainstQuota(batch.type())) {
        segments += Math.ceilDiv(segments(batch.result()) * batch.left(), (long) batch.valid());
      }
    }
    return segments;
  }

  /** A line whose number is found when it is sent has at least one. */
  private static long segments(String result) {
    JsonNode json = JsonMapper.shared().readTree(result);
    long segments = 0;
    for (JsonNode each : json.path("encodings")) {
      segments += each.path("segments").asLong(0);
    }
    return segments + inDirectory(json);
  }

  /** How many lines of a dry run are messages if the directory has their numbers. */
  static long inDirectory(StoredDryRun dryRun) {
    String result = dryRun.result();
    return result == null ? 0 : inDirectory(JsonMapper.shared().readTree(result));
  }

  private static long inDirectory(JsonNode result) {
    long lines = 0;
    for (JsonNode each : result.path("skipped")) {
      if (each.path("reason").asString("").equals(IN_DIRECTORY)) {
        lines += each.path("lines").asLong(0);
      }
    }
    return lines;
  }
}
