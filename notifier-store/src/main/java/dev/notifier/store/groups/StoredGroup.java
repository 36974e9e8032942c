package dev.notifier.store.groups;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A group of notifications.
 *
 * @param name 1 to 64 characters, as the caller sends it
 * @param title for people; null if it has none
 * @param expected how many notifications it will have; null if it was not declared
 * @param createdAt when it was declared, or when its first notification was counted
 * @param completedAt when it was seen that as many as expected had ended; null before
 */
public record StoredGroup(
    String name,
    @Nullable String title,
    @Nullable Long expected,
    Instant createdAt,
    @Nullable Instant completedAt) {}
