package dev.notifier.smsc.behaviour;

import org.jspecify.annotations.Nullable;

/**
 * The receipt that is planned for a message.
 *
 * @param error three characters
 * @param format null = that of the policy
 * @param style null = that of the policy
 */
public record ReceiptPlan(
    ReceiptState state,
    String error,
    ReceiptFlow flow,
    @Nullable ReceiptFormat format,
    @Nullable ReceiptStyle style) {
  public static final ReceiptPlan DEFAULT = of(ReceiptState.DELIVRD);
  public static final ReceiptPlan NONE = of(ReceiptState.NEVER);

  private static ReceiptPlan of(ReceiptState state) {
    return new ReceiptPlan(state, state.defaultError(), ReceiptFlow.DEFAULT, null, null);
  }
}
