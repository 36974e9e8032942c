package dev.notifier.store.templates;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done with a template.
 *
 * @param seq growing over all templates
 * @param version that it was done with; null for a draft and for registrations
 * @param action id of a {@link TemplateAction}, {@code register} or {@code seed}
 */
public record AuditEntry(
    long seq,
    String template,
    @Nullable Integer version,
    String action,
    Instant at,
    String by,
    String why,
    Map<String, Object> detail) {}
