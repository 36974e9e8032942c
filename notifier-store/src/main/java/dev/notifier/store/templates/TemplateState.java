package dev.notifier.store.templates;

/** Where a wording stands. The database holds the names. */
public enum TemplateState {
  /** It is being written. */
  DRAFT,
  /** It waits for a second person. It never changes from now on. */
  IN_REVIEW,
  /** The second person did not agree: its draft is open again. */
  REJECTED,
  /** It may be published, and callers may ask for it by number. */
  APPROVED,
  /** It will be published at its time. */
  SCHEDULED,
  /** It is in force. */
  PUBLISHED,
  /** It was in force until another version was published. */
  REPLACED,
  /** It is not used any more, by nobody. */
  RETIRED,
  /** The draft was thrown away. */
  DISCARDED;

  /** Whether messages can be made with it: workers have it. */
  public boolean isUsable() {
    return switch (this) {
      case APPROVED, SCHEDULED, PUBLISHED, REPLACED -> true;
      case DRAFT, IN_REVIEW, REJECTED, RETIRED, DISCARDED -> false;
    };
  }
}
