package dev.notifier.smsc.behaviour;

/** What a fault does to the link that the submit_sm came over. */
public enum LinkAction {
  NOTHING,
  /** The socket is closed without a word. */
  DROP,
  /** Nothing is read or written any more, and the socket stays open. */
  HALF_OPEN,
  /** The centre asks to unbind. */
  UNBIND
}
