package dev.notifier.templates.template;

/** The handling of links in the values of an event. */
public enum ValueLinkPolicy {
  /** The event is rejected, with the field and what to do. */
  REFUSE,
  /** The link is rewritten so that no phone opens it. */
  DEFUSE,
  /** The link is kept. */
  ALLOW
}
