package dev.notifier.store.templates;

/** Why something cannot be done with a template. */
public enum TransitionError {
  TEMPLATE_NOT_FOUND,
  TEMPLATE_VERSION_NOT_FOUND,
  DRAFT_NOT_FOUND,
  /** It has a number already: it cannot be written on. */
  VERSION_IMMUTABLE,
  /** It is a draft still. */
  NOT_SUBMITTED,
  NOT_APPROVED,
  ALREADY_APPROVED,
  ALREADY_PUBLISHED,
  /** What people were told in these words cannot be sent back. */
  PREVIOUSLY_PUBLISHED,
  NOT_PUBLISHED_BEFORE,
  NOT_SCHEDULED,
  /** It has a time to be published at, which must be taken back first. */
  ALREADY_SCHEDULED,
  REJECTED,
  RETIRED,
  /** Who wrote or submitted it cannot approve it. */
  SELF_APPROVAL,
  /** Versions of one template use the data of one event type. */
  EVENT_TYPE_DIFFERS,
  /** The draft is not, or no longer, the one that it was meant for. */
  DRAFT_REVISION_MISMATCH
}
