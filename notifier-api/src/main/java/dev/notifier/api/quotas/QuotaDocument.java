package dev.notifier.api.quotas;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has used of its quota.
 *
 * @param month of UTC, such as {@code 2026-12}
 * @param monthlySegments the quota; null = any number
 * @param usedSegments of the messages that were planned in the month and neither skipped nor
 *     cancelled
 * @param countedAt null if nothing was counted in this month yet
 */
record QuotaDocument(
    String tenant,
    String month,
    @Nullable Long monthlySegments,
    long usedSegments,
    QuotaLevel level,
    @Nullable Instant countedAt) {}
