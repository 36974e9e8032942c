package dev.notifier.worker.templates;

import dev.notifier.planning.templates.TemplateSnapshot;

/** Provides snapshots of the published templates. Thread-safe. */
public interface TemplateProvider {
  /** The current snapshot. The events of a batch use one snapshot. */
  TemplateSnapshot current();

  /**
   * A snapshot with everything that is published at the time of the call, so that no template is
   * missing only because this worker has not read it yet.
   *
   * @throws RuntimeException when it cannot be read in time; the message says what to do
   * @throws InterruptedException when this worker stops
   */
  TemplateSnapshot upToDate() throws InterruptedException;
}
