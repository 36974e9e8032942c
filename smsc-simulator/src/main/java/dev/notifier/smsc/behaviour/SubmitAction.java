package dev.notifier.smsc.behaviour;

/** What becomes of one submit_sm. */
public sealed interface SubmitAction {
  /** Taken; its receipt is as ordered. */
  record Accept(ReceiptPlan receipt) implements SubmitAction {}

  /** Responded with a command_status other than 0; {@code receipt} is sent all the same if any. */
  record Refuse(int status, ReceiptPlan receipt) implements SubmitAction {}

  /** Neither taken nor answered. */
  record Silence() implements SubmitAction {}
}
