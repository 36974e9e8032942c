package dev.notifier.smsc.server;

/** What became of an inbound message sent to a receiver. */
public sealed interface MoResult {
  /** Responded with this command_status; 0 = taken. */
  record Responded(int status) implements MoResult {}

  /** PendingDeliver, and no answer came in time, or the link closed first. */
  record NoResponse() implements MoResult {}

  /** Not sent: no session is bound to receive. */
  record NoReceiver() implements MoResult {}
}
