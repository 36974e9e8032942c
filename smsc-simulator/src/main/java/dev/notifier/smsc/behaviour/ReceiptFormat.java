package dev.notifier.smsc.behaviour;

/** Where a receipt says what it has to say: in its text, in its TLVs, or in both. */
public enum ReceiptFormat {
  TEXT,
  TLV,
  BOTH
}
