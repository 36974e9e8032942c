package dev.notifier.batchfiles.look;

import dev.notifier.batchfiles.UnreadableKind;
import dev.notifier.batchfiles.rows.TextEncoding;
import dev.notifier.templates.vietnamese.LegacyEncoding;
import dev.notifier.templates.vietnamese.LegacyEncodingDetector;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The encoding of the head of a text file.
 *
 * @param encoding null if the file is refused
 * @param text the decoded head, without a byte order mark
 * @param certain false if a person must say whether the texts are right
 * @param refused null if it can be read
 */
record EncodingGuess(
    @Nullable TextEncoding encoding,
    String text,
    boolean certain,
    @Nullable UnreadableKind refused) {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final String VIETNAMESE = "ăâđêôơưĂÂĐÊÔƠƯ\u0300\u0301\u0303\u0309\u0323";
  private static final int DETECTOR_CHARACTERS = 20_000;

  /** Guesses from the first bytes, or uses what the caller has set. */
  static EncodingGuess of(byte[] head, @Nullable TextEncoding set) {
    if (set != null) {
      return readable(set, decoded(head, set.charset()));
    }
    TextEncoding marked = byMark(head);
    if (marked != null) {
      return judged(marked, decoded(head, marked.charset()));
    }
    for (byte b : head) {
      if (b == 0) {
        return refused(UnreadableKind.BINARY);
      }
    }
    String utf8 = strictUtf8(head);
    return utf8 != null ? judged(TextEncoding.UTF_8, utf8) : notUnicode(head);
  }

  private static @Nullable TextEncoding byMark(byte[] head) {
    if (head.length < 2) {
      return null;
    }
    int first = head[0] & 0xFF;
    int second = head[1] & 0xFF;
    if (first == 0xFF && second == 0xFE) {
      return TextEncoding.UTF_16LE;
    }
    if (first == 0xFE && second == 0xFF) {
      return TextEncoding.UTF_16BE;
    }
    return null;
  }

  /** Decodes UTF-8, of which the last character may be cut; null if it is not UTF-8. */
  private static @Nullable String strictUtf8(byte[] head) {
    CharBuffer out = CharBuffer.allocate(head.length + 1);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(head), out, false);
    return result.isError() ? null : withoutMark(out.flip().toString());
  }

  private static String decoded(byte[] head, Charset charset) {
    return withoutMark(new String(head, charset));
  }

  private static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Texts in fonts from before Unicode, and those that were broken earlier, are valid UTF-8. */
  private static EncodingGuess judged(TextEncoding encoding, String text) {
    UnreadableKind legacy = legacy(text);
    return legacy == null ? readable(encoding, text) : refused(legacy);
  }

  private static @Nullable UnreadableKind legacy(String text) {
    Optional<LegacyEncoding> found =
        LegacyEncodingDetector.detect(
            text.substring(0, Math.min(text.length(), DETECTOR_CHARACTERS)));
    return found
        .map(encoding ->
            switch (encoding) {
              case TCVN3 -> UnreadableKind.TCVN3;
              case VNI -> UnreadableKind.VNI;
              case UTF8_AS_1252 -> UnreadableKind.MISREAD_UTF8;
              case WINDOWS_1258, VIQR -> null;
            })
        .orElse(null);
  }

  /**
   * Windows-1258 only if the header becomes Vietnamese and nothing becomes a control character; and
   * then a person must look at it.
   */
  private static EncodingGuess notUnicode(byte[] head) {
    UnreadableKind legacy = legacy(decoded(head, WINDOWS_1252));
    if (legacy == UnreadableKind.TCVN3 || legacy == UnreadableKind.VNI) {
      return refused(legacy);
    }
    String text = decoded(head, TextEncoding.WINDOWS_1258.charset());
    boolean controls = text.chars().anyMatch(c -> (c >= 0x80 && c < 0xA0) || c == 0xFFFD);
    return !controls && isVietnamese(firstRow(text))
        ? new EncodingGuess(TextEncoding.WINDOWS_1258, text, false, null)
        : refused(UnreadableKind.UNKNOWN_ENCODING);
  }

  private static String firstRow(String text) {
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  private static boolean isVietnamese(String header) {
    return header.chars().anyMatch(c -> VIETNAMESE.indexOf(c) >= 0);
  }

  private static EncodingGuess readable(TextEncoding encoding, String text) {
    return new EncodingGuess(encoding, text, true, null);
  }

  private static EncodingGuess refused(UnreadableKind kind) {
    return new EncodingGuess(null, "", true, kind);
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "EncodingGuess[" + encoding + ", " + certain + ", " + refused + "]";
  }
}
