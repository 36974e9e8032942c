package dev.notifier.store.templates;

/** What came of a step in the life of a template. */
public sealed interface LifeOutcome {
  /** It was done; this is how the version stands now. */
  record Done(TemplateVersion version) implements LifeOutcome {}

  /** It cannot be done; nothing changed. */
  record Refused(LifeRefusal why) implements LifeOutcome {}
}
