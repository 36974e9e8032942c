package dev.notifier.smsc.behaviour;

/** What becomes of one submit_sm. */
public sealed interface Verdict {
  /** Taken; its receipt will tell {@code state} and {@code error}. */
  record Accept(ReceiptState state, String error) implements Verdict {}

  /** Answered with a command_status other than 0. */
  record Refuse(int status) implements Verdict {}

  /** Neither taken nor answered. */
  record Silence() implements Verdict {}
}
