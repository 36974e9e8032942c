package dev.notifier.replies.text;

/**
 * A word of an inbound text.
 *
 * @param plain in upper case, without diacritics
 * @param marked in lower case as it was written, with the tone of a syllable at its end, so that
 *     {@code hủy} and {@code huỷ} are the same
 */
public record InboundWord(String plain, String marked) {
  /** Whether the writer used diacritics. */
  public boolean hasMarks() {
    return marked.chars().anyMatch(c -> c >= 0x80);
  }

  public boolean hasDigit() {
    return plain.chars().anyMatch(c -> c >= '0' && c <= '9');
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "InboundWord[characters=" + plain.length() + "]";
  }
}
