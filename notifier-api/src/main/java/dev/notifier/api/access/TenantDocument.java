package dev.notifier.api.access;

import dev.notifier.store.access.StoredTenant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as administrators see it.
 *
 * @param monthlySegments null = any number
 * @param advertising whether it may send advertising
 * @param releaseLimit how many lines one person may send with a batch; null = as the setting says
 * @param smallBatchesInLane whether batches of few lines use the lane of their event type
 */
record TenantDocument(
    String id,
    int version,
    String title,
    boolean suspended,
    @Nullable Long monthlySegments,
    boolean advertising,
    @Nullable Integer releaseLimit,
    boolean smallBatchesInLane,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    String changedBy) {

  /**
   * A page of tenants.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  record All(List<TenantDocument> tenants, @Nullable String next) {}

  static TenantDocument of(StoredTenant stored) {
    return new TenantDocument(
        stored.tenant().id(),
        stored.tenant().version(),
        stored.tenant().title(),
        stored.tenant().suspended(),
        stored.tenant().monthlySegments(),
        stored.tenant().maySendAdvertising(),
        stored.tenant().releaseLimit(),
        stored.tenant().hasSmallBatchesInLane(),
        stored.createdAt(),
        stored.createdBy(),
        stored.changedAt(),
        stored.changedBy());
  }
}
