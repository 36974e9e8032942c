package dev.notifier.smsc.behaviour;

import org.jspecify.annotations.Nullable;

/**
 * The receipt a message is to have.
 *
 * @param error three characters
 * @param format null = that of the policy
 * @param wording null = that of the policy
 */
public record ReceiptPlan(
    ReceiptState state,
    String error,
    ReceiptFlow flow,
    @Nullable ReceiptFormat format,
    @Nullable ReceiptStyle wording) {
  public static final ReceiptPlan USUAL = of(ReceiptState.DELIVRD);
  public static final ReceiptPlan NONE = of(ReceiptState.NEVER);

  private static ReceiptPlan of(ReceiptState state) {
    return new ReceiptPlan(state, state.usualError(), ReceiptFlow.USUAL, null, null);
  }
}
