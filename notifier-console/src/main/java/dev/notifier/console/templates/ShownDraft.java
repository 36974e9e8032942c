package dev.notifier.console.templates;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A draft of a template.
 *
 * @param revision that a save or a submission names
 * @param template its document; null in lists
 */
record ShownDraft(
    int revision,
    @Nullable Integer basedOn,
    String updatedBy,
    Instant updatedAt,
    @Nullable Map<String, Object> template) {}
