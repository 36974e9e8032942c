package dev.notifier.worker.track;

import dev.notifier.templates.sms.Gsm7Alphabet;
import java.nio.charset.StandardCharsets;

/** Octets of a deliver_sm as text, by its data_coding (SMPP v3.4, 5.2.19). Never throws. */
final class DeliverSmText {
  private static final int ASCII = 1;
  private static final int LATIN_1 = 3;
  private static final int UCS2 = 8;

  private DeliverSmText() {}

  /** What a person wrote. A coding that nobody has listed is read as the default alphabet. */
  static String message(byte[] octets, int dataCoding) {
    return switch (dataCoding) {
      case UCS2 -> new String(octets, StandardCharsets.UTF_16BE);
      case ASCII, LATIN_1 -> new String(octets, StandardCharsets.ISO_8859_1);
      default -> Gsm7Alphabet.decode(octets);
    };
  }

  /** A receipt's text: machines write it, in ASCII whatever the coding says, or in UCS-2. */
  static String receipt(byte[] octets, int dataCoding) {
    return new String(
        octets, dataCoding == UCS2 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
  }

  /** Without control characters, which the database may refuse. */
  static String printable(String text) {
    return without(text, false);
  }

  /** The same, but line breaks stay. */
  static String storable(String text) {
    return without(text, true);
  }

  private static String without(String text, boolean linesStay) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c ->
            (linesStay && (c == '\n' || c == '\r'))
                || !(Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
