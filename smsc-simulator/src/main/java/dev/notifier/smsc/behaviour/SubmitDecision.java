package dev.notifier.smsc.behaviour;

/** All that is decided about one submit_sm. */
public record SubmitDecision(SubmitAction verdict, FaultEffects effects) {
  /** A plain refusal. */
  public static SubmitDecision refused(int status) {
    return new SubmitDecision(new SubmitAction.Refuse(status, ReceiptPlan.NONE), FaultEffects.NONE);
  }
}
