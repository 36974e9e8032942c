package dev.notifier.replies.decoding;

import dev.notifier.replies.segments.CodedBytes;
import dev.notifier.templates.sms.Gsm7Alphabet;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an inbound message by its data_coding (SMPP v3.4, 5.2.19; 3GPP TS 23.038, 4). If the text
 * makes no sense, such as UCS-2 that was sent as data_coding 0, another encoding is tried and the
 * result is marked. Never throws. Thread-safe.
 */
public final class InboundDecoder {
  /** Shorter bytes are too few to tell Chinese in UCS-2 from ASCII. */
  private static final int MIN_BYTES_OF_DISGUISED_ASCII = 6;

  private static final String GAP = " … ";

  private final DefaultAlphabet defaultAlphabet;

  /**
   * @param defaultAlphabet what the route means by data_coding 0
   */
  public InboundDecoder(DefaultAlphabet defaultAlphabet) {
    this.defaultAlphabet = defaultAlphabet;
  }

  /** Decodes all bytes of a message. Where segments are missing, the text has an ellipsis. */
  public DecodedText decode(List<CodedBytes> content) {
    StringBuilder text = new StringBuilder();
    boolean guessed = false;
    for (CodedBytes run : content) {
      DecodedText decoded = decode(run.dataCoding(), run.bytes());
      text.append(run.afterGap() ? GAP : "").append(decoded.text());
      guessed |= decoded.guessed();
    }
    return new DecodedText(text.toString(), guessed);
  }

  /** Decodes bytes in one encoding. */
  public DecodedText decode(int dataCoding, byte[] bytes) {
    Form announced = form(dataCoding);
    if (announced == Form.UCS2 && isDisguisedAscii(bytes)) {
      return new DecodedText(clean(new String(bytes, StandardCharsets.US_ASCII)), true);
    }
    String text = read(announced, bytes);
    int percent = text == null ? 0 : Plausibility.percent(text);
    String other = percent >= Plausibility.ENOUGH ? null : better(announced, bytes, percent);
    if (other != null) {
      return new DecodedText(clean(other), true);
    }
    return new DecodedText(clean(text == null ? lenient(announced, bytes) : text), false);
  }

  /** Returns the text in the encoding that makes most sense; null if no other one does. */
  private static @Nullable String better(Form announced, byte[] bytes, int announcedPercent) {
    String best = null;
    int bestPercent = announcedPercent;
    for (Form form : Form.values()) {
      String other = form == announced ? null : read(form, bytes);
      if (other != null && isWorthTrying(form, bytes, other)) {
        int percent = Plausibility.percent(other);
        if (percent >= Plausibility.ENOUGH && percent > bestPercent) {
          best = other;
          bestPercent = percent;
        }
      }
    }
    return best;
  }

  /** The encodings, in the order in which they are tried. */
  private enum Form {
    UTF_8,
    UCS2,
    UCS2_LOW_BYTE_FIRST,
    GSM7,
    LATIN_1
  }

  private Form form(int dataCoding) {
    return switch (dataCoding) {
      case 0x01, 0x03 -> Form.LATIN_1;
      // Also with a class, such as a message that is shown at once.
      case 0x08, 0x18, 0x19, 0x1A, 0x1B -> Form.UCS2;
      case 0x10, 0x11, 0x12, 0x13, 0xF0, 0xF1, 0xF2, 0xF3 -> Form.GSM7;
      default ->
          switch (defaultAlphabet) {
            case GSM7 -> Form.GSM7;
            case LATIN_1 -> Form.LATIN_1;
            case UTF_8 -> Form.UTF_8;
            case UCS2 -> Form.UCS2;
          };
    };
  }

  /** Returns the text; null if the bytes are invalid in this encoding. */
  private static @Nullable String read(Form form, byte[] bytes) {
    return switch (form) {
      case UTF_8 -> strict(StandardCharsets.UTF_8, bytes);
      case UCS2 ->
          bytes.length % 2 == 0
              ? strict(
                  hasLowByteFirstMark(bytes)
                      ? StandardCharsets.UTF_16LE
                      : StandardCharsets.UTF_16BE,
                  bytes)
              : null;
      case UCS2_LOW_BYTE_FIRST ->
          bytes.length % 2 == 0 ? strict(StandardCharsets.UTF_16LE, bytes) : null;
      case GSM7 -> Gsm7Alphabet.decode(bytes);
      case LATIN_1 -> new String(bytes, StandardCharsets.ISO_8859_1);
    };
  }

  private static String lenient(Form form, byte[] bytes) {
    return new String(
        bytes, form == Form.UTF_8 ? StandardCharsets.UTF_8 : StandardCharsets.UTF_16BE);
  }

  private static @Nullable String strict(Charset charset, byte[] bytes) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean hasLowByteFirstMark(byte[] bytes) {
    return bytes.length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE;
  }

  /**
   * UCS-2 has bytes that texts in other encodings do not have. Chinese has also bytes above 0x7F;
   * without one, pairs of ASCII letters look like Chinese.
   */
  private static boolean isWorthTrying(Form form, byte[] bytes, String text) {
    if (form != Form.UCS2 && form != Form.UCS2_LOW_BYTE_FIRST) {
      return true;
    }
    return bytes.length >= 2
        && !isAscii(bytes)
        && (hasHighByte(bytes) || !Plausibility.hasChinese(text));
  }

  private static boolean hasHighByte(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < ' ') {
        return false;
      }
    }
    return true;
  }

  /** Whether UCS-2 was announced for a text in ASCII, which then looks like Chinese. */
  private static boolean isDisguisedAscii(byte[] bytes) {
    return bytes.length >= MIN_BYTES_OF_DISGUISED_ASCII
        && isAscii(bytes)
        && Plausibility.isPlain(new String(bytes, StandardCharsets.US_ASCII));
  }

  /** Removes what PostgreSQL rejects or no screen shows. */
  private static String clean(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().filter(InboundDecoder::isShown).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isShown(int c) {
    return c == '\n'
        || c == '\r'
        || !(Character.isISOControl(c)
            || Character.getType(c) == Character.SURROGATE
            || c == 0xFEFF);
  }
}
