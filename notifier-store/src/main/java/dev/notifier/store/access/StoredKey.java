package dev.notifier.store.access;

import dev.notifier.contracts.access.KeyRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key with its history.
 *
 * @param owner who is responsible for it
 * @param createdBy the name of the caller
 * @param changedBy the name of the caller
 * @param revokedBy the name of the caller; null if it is not revoked
 * @param lastUsedAt about when it was last accepted; null if it never was
 * @param lastUsedFrom from which network; null if it never was
 */
public record StoredKey(
    KeyRecord key,
    String owner,
    Instant createdAt,
    String createdBy,
    Instant changedAt,
    String changedBy,
    @Nullable String revokedBy,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedFrom) {}
