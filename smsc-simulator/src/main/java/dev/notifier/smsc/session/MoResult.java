package dev.notifier.smsc.session;

/** What became of an inbound message sent to a receiver. */
public sealed interface MoResult {
  /** Answered with this command_status; 0 = taken. */
  record Answered(int status) implements MoResult {}

  /** Sent, and no answer came in time, or the link closed first. */
  record Unanswered() implements MoResult {}

  /** Not sent: no session is bound to receive. */
  record NoReceiver() implements MoResult {}
}
