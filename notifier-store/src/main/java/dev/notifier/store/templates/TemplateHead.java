package dev.notifier.store.templates;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A template without its wordings.
 *
 * @param published the version in force, or null
 * @param since when that came to be
 * @param lastVersion the highest number given
 * @param revision grows with what workers have to hear of
 */
public record TemplateHead(
    String id,
    String eventType,
    @Nullable Integer published,
    Instant since,
    int lastVersion,
    long revision) {}
