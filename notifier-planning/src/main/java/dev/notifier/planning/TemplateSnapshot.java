package dev.notifier.planning;

import org.jspecify.annotations.Nullable;

/** The wordings as they were in force at one moment. Thread-safe. */
@FunctionalInterface
public interface TemplateSnapshot {
  /**
   * The wording for events of a type.
   *
   * @param pinned the version that the caller wants; null = the one in force
   */
  TemplateLookup choose(String type, @Nullable Integer pinned);
}
