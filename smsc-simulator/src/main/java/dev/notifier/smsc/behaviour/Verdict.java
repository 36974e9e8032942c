package dev.notifier.smsc.behaviour;

/** What becomes of one submit_sm. */
public sealed interface Verdict {
  /** Taken; its receipt is as ordered. */
  record Accept(ReceiptOrder receipt) implements Verdict {}

  /** Answered with a command_status other than 0; {@code receipt} is sent all the same if any. */
  record Refuse(int status, ReceiptOrder receipt) implements Verdict {}

  /** Neither taken nor answered. */
  record Silence() implements Verdict {}
}
