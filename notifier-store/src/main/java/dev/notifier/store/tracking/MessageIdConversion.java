package dev.notifier.store.tracking;

/** What makes the answer's message id of the receipt's. */
public enum MessageIdConversion {
  /** Both are written alike. */
  AS_IS,
  /** The answer is hexadecimal, the receipt decimal. */
  DECIMAL_TO_HEX,
  /** The answer is decimal, the receipt hexadecimal. */
  HEX_TO_DECIMAL
}
