package dev.notifier.smsc.behaviour;

/** The action of a fault on the link of the submit_sm. */
public enum LinkAction {
  NONE,
  /** The socket is closed without an unbind. */
  DROP,
  /** Nothing is read or written, but the socket stays open. */
  HALF_OPEN,
  /** The SMSC sends an unbind request. */
  UNBIND
}
