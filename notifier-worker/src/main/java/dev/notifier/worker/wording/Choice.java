package dev.notifier.worker.wording;

import dev.notifier.contracts.Cause;
import dev.notifier.contracts.PublishedRecord;
import dev.notifier.templates.Renderer;

/** The wording for an event, or why there is none. */
public sealed interface Choice {
  /**
   * A wording.
   *
   * @param published says what carriers approved
   */
  record Found(Renderer wording, PublishedRecord published) implements Choice {}

  /**
   * None.
   *
   * @param detail what to do, without personal data
   */
  record Missing(Cause cause, String detail) implements Choice {}
}
