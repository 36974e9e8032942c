package dev.notifier.store.tracking;

/** The conversion of the message id in a receipt to the notation of its response. */
public enum MessageIdConversion {
  /** Both have the same notation. */
  AS_IS,
  /** The response has a hexadecimal id, the receipt a decimal one. */
  DECIMAL_TO_HEX,
  /** The response has a decimal id, the receipt a hexadecimal one. */
  HEX_TO_DECIMAL
}
