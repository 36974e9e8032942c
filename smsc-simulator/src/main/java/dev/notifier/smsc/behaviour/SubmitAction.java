package dev.notifier.smsc.behaviour;

/** The handling of one submit_sm. */
public sealed interface SubmitAction {
  /** The message is accepted; its receipt follows the plan. */
  record Accept(ReceiptPlan receipt) implements SubmitAction {}

  /** The response has a command_status other than 0; a receipt is sent nevertheless if planned. */
  record Refuse(int status, ReceiptPlan receipt) implements SubmitAction {}

  /** The message is neither accepted nor answered. */
  record Ignore() implements SubmitAction {}
}
