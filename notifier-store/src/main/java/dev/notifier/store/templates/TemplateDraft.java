package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The draft of a template.
 *
 * @param source in the format of template files
 * @param authors all operators who saved it
 * @param basedOn the last version when the draft was created, or null
 * @param revision incremented by each save, from 1
 */
public record TemplateDraft(
    TemplateName template,
    Map<String, Object> source,
    List<String> authors,
    @Nullable Integer basedOn,
    int revision,
    String updatedBy,
    Instant updatedAt) {}
