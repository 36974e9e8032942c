package dev.notifier.store.templates;

import dev.notifier.contracts.tenants.TemplateName;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A submitted version of a template. Only the state, the publication time and who has taken it over
 * change.
 *
 * @param version from 1
 * @param source in the format of template files
 * @param authors all operators who saved the draft
 * @param handedOverTo who has taken it over from an author who has left, the last one last
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
    List<String> handedOverTo,
    @Nullable Instant publishAt) {
  /**
   * Returns whether an operator edited, submitted or took over the version, and so cannot approve
   * it.
   */
  public boolean isAuthoredBy(String name) {
    return everyAuthor().contains(name);
  }

  /** The names of all who edited, submitted or took over the version. */
  Set<String> everyAuthor() {
    Set<String> names = new HashSet<>(authors);
    names.addAll(handedOverTo);
    names.add(submittedBy);
    return names;
  }
}
