package dev.notifier.console.tenants;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant of {@code GET /v1/tenants}.
 *
 * @param monthlySegments the quota; null if there is none
 * @param releaseLimit lines of a batch that one person may release; null = as the setting says
 */
record TenantView(
    String id,
    int version,
    String title,
    boolean suspended,
    @Nullable Long monthlySegments,
    boolean advertising,
    @Nullable Long releaseLimit,
    boolean smallBatchesInLane,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    String changedBy) {

  /** A page of tenants. */
  record All(List<TenantView> tenants, @Nullable String next) {}

  /**
   * What a tenant has used of its quota.
   *
   * @param countedAt null if nothing was counted in this month
   */
  record Quota(
      String month,
      @Nullable Long monthlySegments,
      long usedSegments,
      String level,
      @Nullable Instant countedAt) {

    /** The used part of the quota, at most all of it. */
    int percent() {
      if (monthlySegments == null || monthlySegments == 0) {
        return 0;
      }
      return (int) Math.min(100, usedSegments * 100.0 / monthlySegments);
    }

    /** The colour of the level. */
    String tag() {
      return switch (level) {
        case "ok" -> "good";
        case "reached" -> "bad";
        default -> "warn";
      };
    }
  }
}
