package dev.notifier.store.access;

import dev.notifier.contracts.access.TenantRecord;
import java.time.Instant;

/**
 * A tenant with its history.
 *
 * @param createdBy the name of the caller, or {@code shipped}
 * @param changedBy the name of the caller, or {@code shipped}
 */
public record StoredTenant(
    TenantRecord tenant,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    String changedBy) {}
