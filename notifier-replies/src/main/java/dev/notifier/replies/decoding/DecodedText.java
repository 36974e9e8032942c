package dev.notifier.replies.decoding;

/**
 * The text of an inbound message.
 *
 * @param text without control characters, except line breaks, and without unpaired surrogates
 * @param guessed whether the bytes made no sense in the encoding that was announced, so that
 *     another one was chosen
 */
public record DecodedText(String text, boolean guessed) {
  /** Contains no personal data. */
  @Override
  public String toString() {
    return "DecodedText[characters=" + text.length() + ", guessed=" + guessed + "]";
  }
}
