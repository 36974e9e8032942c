package dev.notifier.smsc.behaviour;

/** The minimum of digits of message ids, reached with leading zeros: 0 to 64; 0 = no padding. */
public record MessageIdDigits(int response, int receipt) {
  public static final MessageIdDigits NONE = new MessageIdDigits(0, 0);
  private static final int MAX_DIGITS = 64;

  public MessageIdDigits {
    Ranges.checkRange("idDigits.response", response, MAX_DIGITS);
    Ranges.checkRange("idDigits.receipt", receipt, MAX_DIGITS);
  }
}
