package dev.notifier.store.templates;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An action on a template. The API returns it as it is, so the names are those of the API.
 *
 * @param seq increasing over all templates
 * @param template its id, without the tenant
 * @param version null for actions on drafts and registrations
 * @param action the id of a {@link TemplateAction}, {@code register}, {@code seed} or {@code
 *     hand-over}
 */
public record TemplateAuditEntry(
    long seq,
    String template,
    @Nullable Integer version,
    String action,
    Instant at,
    String by,
    String reason,
    Map<String, Object> detail) {}
