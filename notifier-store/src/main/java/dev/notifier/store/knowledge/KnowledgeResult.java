package dev.notifier.store.knowledge;

/** The result of an action. */
public sealed interface KnowledgeResult<T> {
  /** The action was performed. */
  record Done<T>(T value) implements KnowledgeResult<T> {}

  /** The action is not possible; nothing changed. */
  record Refused<T>(KnowledgeError error) implements KnowledgeResult<T> {}
}
