package dev.notifier.store.templates;

/** Why something cannot be done with a template. */
public enum TransitionError {
  UNKNOWN_TEMPLATE,
  UNKNOWN_VERSION,
  NO_DRAFT,
  /** It has a number already: it cannot be written on. */
  NOT_A_DRAFT,
  /** It is a draft still. */
  NOT_SUBMITTED,
  NOT_APPROVED,
  ALREADY_APPROVED,
  ALREADY_PUBLISHED,
  /** What people were told in these words cannot be sent back. */
  WAS_PUBLISHED,
  NEVER_PUBLISHED,
  NOT_SCHEDULED,
  /** It has a time to be published at, which must be taken back first. */
  HAS_A_TIME,
  SENT_BACK,
  RETIRED,
  /** Who wrote or submitted it cannot approve it. */
  SAME_PERSON,
  /** Versions of one template use the data of one event type. */
  OTHER_EVENT_TYPE,
  /** The draft is not, or no longer, the one that it was meant for. */
  OVERTAKEN
}
