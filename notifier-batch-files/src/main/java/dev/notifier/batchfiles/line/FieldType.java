package dev.notifier.batchfiles.line;

/** What the values of a field are, and so how a cell is read. */
public enum FieldType {
  /** A text in NFC. */
  TEXT,
  /** A whole number, such as an amount in dong; the value is a {@link Long}. */
  INTEGER,
  /** A number with decimals; the value is a {@link java.math.BigDecimal}. */
  NUMBER,
  /** A day; the value is a text like {@code 2026-12-31}. */
  DATE,
  /** A month; the value is a text like {@code 2026-10}. */
  MONTH,
  /** A mobile number; the value is in E.164. */
  PHONE,
  /** One of several codes; the value is the code. */
  ENUM,
  /** How a person is addressed; the value is a word like {@code Bà}. */
  HONORIFIC
}
