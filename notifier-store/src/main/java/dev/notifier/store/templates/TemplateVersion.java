package dev.notifier.store.templates;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A wording with a number. All but its state and its time never changes.
 *
 * @param version from 1
 * @param source in the form of files
 * @param authors everybody who saved the draft that it was made from
 * @param publishAt when it is to be published, while it is {@code SCHEDULED}
 */
public record TemplateVersion(
    String template,
    int version,
    TemplateState state,
    Map<String, Object> source,
    List<String> authors,
    String submittedBy,
    Instant submittedAt,
    @Nullable Instant publishAt) {
  /** Whether this caller may decide on it: not who wrote or submitted it. */
  public boolean isAuthoredBy(String name) {
    return submittedBy.equals(name) || authors.contains(name);
  }
}
