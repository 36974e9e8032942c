package dev.notifier.smsc.behaviour;

/** How many digits ids have at least, zeros put in front: 0 to 64; 0 = as they are. */
public record MessageIdDigits(int response, int receipt) {
  public static final MessageIdDigits NONE = new MessageIdDigits(0, 0);
  private static final int MAX_DIGITS = 64;

  public MessageIdDigits {
    Ranges.checkRange("idDigits.response", response, MAX_DIGITS);
    Ranges.checkRange("idDigits.receipt", receipt, MAX_DIGITS);
  }
}
