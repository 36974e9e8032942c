package dev.notifier.smsc.behaviour;

/** The decision about one submit_sm. */
public record SubmitDecision(SubmitAction action, FaultEffects effects) {
  /** Refuses without side effects and without a receipt. */
  public static SubmitDecision refuse(int status) {
    return new SubmitDecision(new SubmitAction.Refuse(status, ReceiptPlan.NONE), FaultEffects.NONE);
  }
}
