package dev.notifier.store.templates;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is being written of a template.
 *
 * @param source in the form of files
 * @param authors everybody who saved it
 * @param basedOn the version that was the last when it was begun, or null
 * @param revision growing with each saving, from 1
 */
public record TemplateDraft(
    String template,
    Map<String, Object> source,
    List<String> authors,
    @Nullable Integer basedOn,
    int revision,
    String updatedBy,
    Instant updatedAt) {}
