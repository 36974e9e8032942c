package dev.notifier.smsc.behaviour;

/** How many digits ids have at least, zeros put in front: 0 to 64; 0 = as they are. */
public record IdDigits(int response, int receipt) {
  public static final IdDigits NONE = new IdDigits(0, 0);
  private static final int MAX_DIGITS = 64;

  public IdDigits {
    Numbers.checkRange("idDigits.response", response, MAX_DIGITS);
    Numbers.checkRange("idDigits.receipt", receipt, MAX_DIGITS);
  }
}
