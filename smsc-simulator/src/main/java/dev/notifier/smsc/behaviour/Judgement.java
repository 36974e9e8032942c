package dev.notifier.smsc.behaviour;

/** All that is decided about one submit_sm. */
public record Judgement(Verdict verdict, Effects effects) {
  /** A plain refusal. */
  public static Judgement refused(int status) {
    return new Judgement(new Verdict.Refuse(status, ReceiptOrder.NONE), Effects.NONE);
  }
}
