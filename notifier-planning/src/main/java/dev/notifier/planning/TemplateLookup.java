package dev.notifier.planning;

import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.templates.Renderer;

/** The wording for an event, or why there is none. */
public sealed interface TemplateLookup {
  /**
   * A wording.
   *
   * @param published says what carriers approved
   */
  record Found(Renderer wording, PublishedVersionRecord published) implements TemplateLookup {}

  /**
   * None.
   *
   * @param detail what to do, without personal data
   */
  record Missing(FailureReason reason, String detail) implements TemplateLookup {}
}
