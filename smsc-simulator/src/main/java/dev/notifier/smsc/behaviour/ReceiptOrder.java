package dev.notifier.smsc.behaviour;

import org.jspecify.annotations.Nullable;

/**
 * The receipt a message is to have.
 *
 * @param error three characters
 * @param format null = that of the policy
 * @param wording null = that of the policy
 */
public record ReceiptOrder(
    ReceiptState state,
    String error,
    ReceiptFlow flow,
    @Nullable ReceiptFormat format,
    @Nullable ReceiptWording wording) {
  public static final ReceiptOrder USUAL = of(ReceiptState.DELIVRD);
  public static final ReceiptOrder NONE = of(ReceiptState.NEVER);

  private static ReceiptOrder of(ReceiptState state) {
    return new ReceiptOrder(state, state.usualError(), ReceiptFlow.USUAL, null, null);
  }
}
