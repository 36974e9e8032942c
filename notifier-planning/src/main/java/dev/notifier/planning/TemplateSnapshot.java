package dev.notifier.planning;

import org.jspecify.annotations.Nullable;

/** The published templates at one point in time. Thread-safe. */
@FunctionalInterface
public interface TemplateSnapshot {
  /**
   * Looks up the template for events of a type.
   *
   * @param pinned the version that the event asks for; null selects the published one
   */
  TemplateLookup lookUp(String type, @Nullable Integer pinned);
}
