package dev.notifier.templates.template;

/** What is done with a link in a value of an event. */
public enum ValueLinkPolicy {
  /** There is no message, with the field and what to do. */
  REFUSE,
  /** It is written so that no phone takes it for a link. */
  DEFUSE,
  /** It stays. */
  ALLOW
}
