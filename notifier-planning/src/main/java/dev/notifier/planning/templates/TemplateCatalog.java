package dev.notifier.planning.templates;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.templates.Renderer;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The usable template versions at one point in time, by template. Immutable, thread-safe.
 *
 * @param published by template id
 * @param renderers by the key of the version on the topic
 */
public record TemplateCatalog(
    Map<String, PublishedVersionRecord> published, Map<String, Renderer> renderers) {
  public TemplateCatalog {
    published = Map.copyOf(published);
    renderers = Map.copyOf(renderers);
  }

  /** Whether a version of the template is published, usable or not. */
  public boolean isPublished(String template) {
    PublishedVersionRecord record = published.get(template);
    return record != null && record.version() != null;
  }

  /**
   * Looks up a template.
   *
   * @param template such as {@code card-expiring}
   * @param pinned the version that the event asks for; null selects the published one
   */
  public TemplateLookup lookUp(String template, @Nullable Integer pinned) {
    PublishedVersionRecord record = published.get(template);
    Integer current = record == null ? null : record.version();
    Integer version = pinned == null ? current : pinned;
    if (record == null || version == null) {
      return new TemplateLookup.Missing(
          FailureReason.NO_TEMPLATE, "publish a version of the template " + template);
    }
    Renderer renderer = renderers.get(template + "/" + version);
    if (renderer != null) {
      return new TemplateLookup.Found(renderer, record);
    }
    return Objects.equals(version, current)
        ? new TemplateLookup.Missing(
            FailureReason.UNUSABLE_TEMPLATE,
            "version " + version + " of the template cannot be used; publish another version")
        : new TemplateLookup.Missing(
            FailureReason.UNKNOWN_TEMPLATE_VERSION,
            "the template has no approved version " + version + "; pin another or none");
  }
}
