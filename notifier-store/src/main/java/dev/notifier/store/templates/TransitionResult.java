package dev.notifier.store.templates;

/** The result of an action on a version. */
public sealed interface TransitionResult {
  /** The action was performed; the version has its new state. */
  record Done(TemplateVersion version) implements TransitionResult {}

  /** The action is not possible; nothing changed. */
  record Rejected(TransitionError error) implements TransitionResult {}
}
