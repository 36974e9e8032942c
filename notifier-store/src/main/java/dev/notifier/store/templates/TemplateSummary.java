package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A template without the texts of its versions.
 *
 * @param publishedVersion the version in force, or null
 * @param since when the version in force last changed
 * @param lastVersion the number of the newest version
 * @param revision incremented by each change that workers need
 */
public record TemplateSummary(
    TemplateName template,
    String eventType,
    @Nullable Integer publishedVersion,
    Instant since,
    int lastVersion,
    long revision) {}
