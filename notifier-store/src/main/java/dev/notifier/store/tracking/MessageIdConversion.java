package dev.notifier.store.tracking;

/** The conversion of the message id in a receipt to that of its response. */
public enum MessageIdConversion {
  /** Both are written in the same way. */
  AS_IS,
  /** Both are the same number or name: they differ in case or in leading zeros. */
  SAME_NUMBER,
  /** The response has a hexadecimal id, the receipt a decimal one. */
  DECIMAL_TO_HEX,
  /** The response has a decimal id, the receipt a hexadecimal one. */
  HEX_TO_DECIMAL
}
