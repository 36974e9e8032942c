package dev.notifier.planning.templates;

import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.templates.Renderer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a template. Immutable, thread-safe.
 *
 * @param published null while the topic has only versions
 * @param renderers of the usable versions, by their numbers
 */
public record KnownTemplate(
    @Nullable PublishedVersionRecord published, Map<Integer, Renderer> renderers) {
  static final KnownTemplate NOTHING = new KnownTemplate(null, Map.of());

  public KnownTemplate {
    renderers = Map.copyOf(renderers);
  }

  /** Whether a version is published, usable or not. */
  boolean isPublished() {
    return published != null && published.version() != null;
  }

  KnownTemplate withPublished(@Nullable PublishedVersionRecord record) {
    return new KnownTemplate(record, renderers);
  }

  /**
   * @param renderer null if the version cannot be used or does not exist any more
   */
  KnownTemplate with(int version, @Nullable Renderer renderer) {
    Map<Integer, Renderer> changed = new HashMap<>(renderers);
    if (renderer == null) {
      changed.remove(version);
    } else {
      changed.put(version, renderer);
    }
    return new KnownTemplate(published, changed);
  }

  /** Whether it says the same as if nothing was known. */
  boolean isNothing() {
    return published == null && renderers.isEmpty();
  }
}
