package dev.notifier.worker.templates;

import dev.notifier.planning.TemplateSnapshot;

/** What is in force. Thread-safe. */
public interface TemplateProvider {
  /** As it is known now; what is planned together uses one snapshot. */
  TemplateSnapshot current();

  /**
   * As it is after everything was read that is published now: nothing is missing only because this
   * worker has not heard of it yet.
   *
   * @throws RuntimeException when that cannot be read in time; its message says what to do
   * @throws InterruptedException when this worker ends
   */
  TemplateSnapshot upToDate() throws InterruptedException;
}
