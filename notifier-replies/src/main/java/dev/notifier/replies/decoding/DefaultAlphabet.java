package dev.notifier.replies.decoding;

/** What a carrier means by data_coding 0, the default alphabet of the SMSC. */
public enum DefaultAlphabet {
  /** GSM 03.38, one byte for each septet. */
  GSM7,
  /** ISO 8859-1. */
  LATIN_1,
  UTF_8,
  /** UTF-16 with the high byte first. */
  UCS2
}
