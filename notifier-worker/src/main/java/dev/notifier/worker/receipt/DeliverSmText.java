package dev.notifier.worker.receipt;

import dev.notifier.templates.sms.Gsm7Alphabet;
import java.nio.charset.StandardCharsets;

/** Decodes the text of a deliver_sm by its data_coding (SMPP v3.4, 5.2.19). Never throws. */
public final class DeliverSmText {
  private static final int ASCII = 1;
  private static final int LATIN_1 = 3;
  private static final int UCS2 = 8;

  private DeliverSmText() {}

  /** Decodes an inbound message. An unlisted data_coding means the SMSC's default alphabet. */
  public static String decodeMessage(byte[] bytes, int dataCoding) {
    return switch (dataCoding) {
      case UCS2 -> new String(bytes, StandardCharsets.UTF_16BE);
      case ASCII, LATIN_1 -> new String(bytes, StandardCharsets.ISO_8859_1);
      default -> Gsm7Alphabet.decode(bytes);
    };
  }

  /** Decodes a receipt. SMSCs write it in UCS-2 or, whatever data_coding says, in ASCII. */
  static String decodeReceipt(byte[] bytes, int dataCoding) {
    return new String(
        bytes, dataCoding == UCS2 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
  }

  /** Removes control characters and unpaired surrogates, which PostgreSQL may reject. */
  public static String singleLine(String text) {
    return clean(text, false);
  }

  /** Removes the same characters as {@link #singleLine}, except line breaks. */
  public static String multiLine(String text) {
    return clean(text, true);
  }

  private static String clean(String text, boolean keepLineBreaks) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c ->
            (keepLineBreaks && (c == '\n' || c == '\r'))
                || !(Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
