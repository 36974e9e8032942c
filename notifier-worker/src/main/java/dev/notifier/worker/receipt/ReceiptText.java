package dev.notifier.worker.receipt;

import java.nio.charset.StandardCharsets;

/**
 * The characters of a receipt's text, read from its bytes without a copy. A control character is
 * read as a blank, because no value contains one. In a text of one byte per character, those that
 * SMSCs write for {@code _ @ $ ^ { } \\ [ ~ ] | €} in GSM 03.38 are read as these; all other bytes
 * are read as ISO 8859-1, in which they are the same digits and letters. So it does not matter
 * which of the two the carrier uses. Not thread-safe by itself, but never changed.
 */
final class ReceiptText {
  /** Every receipt seen so far has its keys within this limit; the rest is not read. */
  static final int MAX_CHARACTERS = 2_048;

  private static final char ESCAPE = 0x1B;
  private static final int UNDERSCORE = 0x11;
  private static final int DOLLAR = 0x02;
  private static final int FIRST_PRINTABLE = 0x21;
  private static final int DELETE = 0x7F;
  private static final int LAST_CONTROL = 0x9F;
  private static final String DATE = "date";

  /** How the bytes are read. */
  enum Form {
    ONE_BYTE,
    UTF_16BE,
    UTF_16LE
  }

  private final byte[] bytes;
  private final int from;
  private final int length;
  private final Form form;

  /**
   * @param from the first byte of the text
   */
  ReceiptText(byte[] bytes, int from, Form form) {
    this.bytes = bytes;
    this.from = from;
    this.form = form;
    int available = bytes.length - from;
    length = Math.min(form == Form.ONE_BYTE ? available : available / 2, MAX_CHARACTERS);
  }

  int length() {
    return length;
  }

  boolean isBlank(int i) {
    return at(i) == ' ';
  }

  /** The character at an index; of an escape sequence, the escape and the character after it. */
  char at(int i) {
    if (form == Form.ONE_BYTE) {
      int code = octet(i);
      boolean printable = code >= FIRST_PRINTABLE && (code < DELETE || code > LAST_CONTROL);
      return printable ? (char) code : control(i, code);
    }
    int high = bytes[from + 2 * i] & 0xFF;
    int low = bytes[from + 2 * i + 1] & 0xFF;
    char c = (char) (form == Form.UTF_16BE ? high << 8 | low : low << 8 | high);
    return Character.isISOControl(c) ? ' ' : c;
  }

  private int octet(int i) {
    return bytes[from + i] & 0xFF;
  }

  private char control(int i, int code) {
    return switch (code) {
      case UNDERSCORE -> '_';
      case 0 -> isWithinValue(i) ? '@' : ' ';
      case DOLLAR -> isWithinValue(i) ? '$' : ' ';
      case ESCAPE -> i + 1 < length && DeliverSmText.extension(octet(i + 1)) != 0 ? ESCAPE : ' ';
      default ->
          i > 0 && octet(i - 1) == ESCAPE && DeliverSmText.extension(code) != 0
              ? DeliverSmText.extension(code)
              : ' ';
    };
  }

  /** NUL and STX also occur as separators and at the ends of texts. */
  private boolean isWithinValue(int i) {
    return i > 0
        && i + 1 < length
        && isPrintable(octet(i - 1))
        && isPrintable(octet(i + 1))
        && !isKeyLike(i + 1);
  }

  private static boolean isPrintable(int code) {
    return code >= FIRST_PRINTABLE && code < DELETE;
  }

  /** Whether a word and a colon follow; looks at bytes alone, because it helps to read them. */
  private boolean isKeyLike(int start) {
    int i = afterLetters(start);
    if (i == start) {
      return false;
    }
    i = afterGap(i);
    int date = 0;
    while (date < DATE.length()
        && i + date < length
        && (octet(i + date) | 0x20) == DATE.charAt(date)) {
      date++;
    }
    if (date == DATE.length()) {
      i = afterGap(i + date);
    }
    return i < length && octet(i) == ':';
  }

  private int afterLetters(int start) {
    int i = start;
    while (i < length && (octet(i) | 0x20) >= 'a' && (octet(i) | 0x20) <= 'z') {
      i++;
    }
    return i;
  }

  private int afterGap(int start) {
    int i = start;
    while (i < length && (octet(i) == ' ' || octet(i) == '_' || octet(i) == UNDERSCORE)) {
      i++;
    }
    return i;
  }

  /** The characters from a start to an end, escape sequences as one character each. */
  String value(int start, int end) {
    return switch (form) {
      case UTF_16BE ->
          new String(bytes, from + 2 * start, 2 * (end - start), StandardCharsets.UTF_16BE);
      case UTF_16LE ->
          new String(bytes, from + 2 * start, 2 * (end - start), StandardCharsets.UTF_16LE);
      case ONE_BYTE ->
          hasOnlyPrintable(start, end)
              ? new String(bytes, from + start, end - start, StandardCharsets.ISO_8859_1)
              : decoded(start, end);
    };
  }

  private boolean hasOnlyPrintable(int start, int end) {
    for (int i = start; i < end; i++) {
      if (octet(i) < FIRST_PRINTABLE && octet(i) != ' ') {
        return false;
      }
    }
    return true;
  }

  private String decoded(int start, int end) {
    StringBuilder value = new StringBuilder(end - start);
    int i = start;
    while (i < end) {
      char c = at(i);
      if (c == ESCAPE && i + 1 < end) {
        i++;
        c = DeliverSmText.extension(octet(i));
      }
      value.append(c);
      i++;
    }
    return value.toString();
  }
}
