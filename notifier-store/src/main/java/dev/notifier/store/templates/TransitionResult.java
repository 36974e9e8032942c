package dev.notifier.store.templates;

/** What came of a step in the life of a template. */
public sealed interface TransitionResult {
  /** It was done; this is how the version stands now. */
  record Done(TemplateVersion version) implements TransitionResult {}

  /** It cannot be done; nothing changed. */
  record Rejected(TransitionError error) implements TransitionResult {}
}
