package dev.notifier.smsc.server;

/** The result of sending an inbound message to a receiver. */
public sealed interface MoResult {
  /** The response has this command_status; 0 = accepted. */
  record Responded(int status) implements MoResult {}

  /** The message was sent, but no response came in time or the link closed first. */
  record NoResponse() implements MoResult {}

  /** The message was not sent: no session is bound as a receiver. */
  record NoReceiver() implements MoResult {}
}
