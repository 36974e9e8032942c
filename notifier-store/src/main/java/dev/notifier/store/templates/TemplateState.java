package dev.notifier.store.templates;

/** The state of a draft or a version. The names of the constants are stored in the database. */
public enum TemplateState {
  /** Can be edited. */
  DRAFT,
  /** Waits for the approval of a second person. From now on, the text does not change. */
  IN_REVIEW,
  /** Not approved; the text is a draft again. */
  REJECTED,
  /** Can be published, and callers can pin it by its number. */
  APPROVED,
  /** Will be published at its publication time. */
  SCHEDULED,
  /** In force. */
  PUBLISHED,
  /** Was in force until another version was published. */
  REPLACED,
  /** Permanently out of use. */
  RETIRED,
  /** The draft was deleted. */
  DISCARDED
}
