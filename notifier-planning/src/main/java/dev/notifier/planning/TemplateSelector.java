package dev.notifier.planning;

import org.jspecify.annotations.Nullable;

/** Looks up templates; may wait for newer ones. */
@FunctionalInterface
public interface TemplateSelector {
  /**
   * Looks up the template for events of a type.
   *
   * @param tenant of the event
   * @param pinned the version that the event asks for; null selects the published one
   * @throws InterruptedException when the caller is stopped while it waits
   */
  TemplateLookup lookUp(String tenant, String type, @Nullable Integer pinned)
      throws InterruptedException;
}
