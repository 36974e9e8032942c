package dev.notifier.planning;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.templates.Renderer;

/** The result of looking up a template. */
public sealed interface TemplateLookup {
  /**
   * A usable template.
   *
   * @param published the published version with the approvals of carriers
   */
  record Found(Renderer renderer, PublishedVersionRecord published) implements TemplateLookup {}

  /**
   * No usable template.
   *
   * @param detail what to do, without personal data
   */
  record Missing(FailureReason reason, String detail) implements TemplateLookup {}
}
