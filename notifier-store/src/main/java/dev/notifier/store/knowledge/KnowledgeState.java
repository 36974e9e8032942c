package dev.notifier.store.knowledge;

/** The state of a submitted version of an entry. */
public enum KnowledgeState {
  IN_REVIEW,
  /** In force. */
  PUBLISHED,
  /** Was in force before another version. */
  REPLACED,
  REJECTED,
  /** Was in force; none has taken its place. */
  WITHDRAWN;

  /** Whether it was in force, so that it can be again. */
  boolean isFormer() {
    return this == REPLACED || this == WITHDRAWN;
  }
}
