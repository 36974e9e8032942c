package dev.notifier.store.keys;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of a key.
 *
 * @param notification the message that it belongs to
 */
record KeyRow(UUID digest, UUID notification, Instant claimedAt) {}
