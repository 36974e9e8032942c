package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A submitted version of a template. Only the state and the publication time change.
 *
 * @param version from 1
 * @param source in the format of template files
 * @param authors all operators who saved the draft
 * @param publishAt the publication time, while the state is {@code SCHEDULED}
 */
public record TemplateVersion(
    TemplateName template,
    int version,
    TemplateState state,
    Map<String, Object> source,
    List<String> authors,
    String submittedBy,
    Instant submittedAt,
    @Nullable Instant publishAt) {
  /** Returns whether an operator edited or submitted the version, and so cannot approve it. */
  public boolean isAuthoredBy(String name) {
    return submittedBy.equals(name) || authors.contains(name);
  }
}
