package dev.notifier.store.templates;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A template without its wordings.
 *
 * @param publishedVersion the version in force, or null
 * @param since when that came to be
 * @param lastVersion the highest number given
 * @param revision grows with what workers have to hear of
 */
public record TemplateSummary(
    String id,
    String eventType,
    @Nullable Integer publishedVersion,
    Instant since,
    int lastVersion,
    long revision) {}
