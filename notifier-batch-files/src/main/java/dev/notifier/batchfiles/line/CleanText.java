package dev.notifier.batchfiles.line;

import dev.notifier.batchfiles.FaultKind;
import dev.notifier.batchfiles.RepairKind;
import dev.notifier.templates.vietnamese.LegacyEncoding;
import dev.notifier.templates.vietnamese.LegacyEncodingDetector;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a cell without what spreadsheets and copying add: in NFC, without invisible
 * characters and the apostrophe that protects a text.
 *
 * @param fault why the text cannot be used, or null
 */
record CleanText(String text, Set<RepairKind> repairs, @Nullable FaultKind fault) {
  private static final Pattern LOST_LETTER =
      Pattern.compile("(?:^|\\s)\\p{L}*(?:\\p{L}\\?+|\\?+)\\p{L}[\\p{L}?]*(?=[\\s.,;:)]|$)");
  private static final Pattern ERROR =
      Pattern.compile("#(?:N/A|REF!|VALUE!|DIV/0!|NAME\\?|NULL!|NUM!|SPILL!|CALC!|#+)");

  /** Cleans a text that may have line breaks only where they are allowed. */
  static CleanText of(String raw, boolean lineBreaks) {
    Set<RepairKind> repairs = EnumSet.noneOf(RepairKind.class);
    String visible = visible(raw, repairs).strip();
    if (visible.startsWith("'")) {
      repairs.add(RepairKind.APOSTROPHE);
      visible = visible.substring(1).strip();
    }
    String composed = Normalizer.normalize(visible, Normalizer.Form.NFC);
    if (!composed.equals(visible)) {
      repairs.add(RepairKind.COMPOSED);
    }
    return new CleanText(composed, repairs, fault(composed, lineBreaks));
  }

  private static String visible(String raw, Set<RepairKind> repairs) {
    StringBuilder out = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\r') {
        out.append(i + 1 < raw.length() && raw.charAt(i + 1) == '\n' ? "" : "\n");
      } else if (c == '\u2028' || c == '\u2029' || c == '\u0085') {
        out.append('\n');
      } else if (c == '\t' || (c != ' ' && Character.isSpaceChar(c))) {
        out.append(' ');
      } else if (Character.getType(c) == Character.FORMAT) {
        repairs.add(RepairKind.INVISIBLE);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static @Nullable FaultKind fault(String text, boolean lineBreaks) {
    boolean ascii = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      ascii &= c < 0x80;
      if (c == '\n' && !lineBreaks) {
        return FaultKind.SEVERAL_LINES;
      }
      if (c == '\uFFFD' || (Character.isSurrogate(c) && !isPaired(text, i))) {
        return FaultKind.BROKEN_TEXT;
      }
      if (c != '\n' && Character.isISOControl(c)) {
        return FaultKind.CONTROL_CHARACTER;
      }
    }
    if (text.indexOf('?') >= 0 && LOST_LETTER.matcher(text).find()) {
      return FaultKind.BROKEN_TEXT;
    }
    if (text.startsWith("#") && ERROR.matcher(text).matches()) {
      return FaultKind.ERROR_CELL;
    }
    return ascii ? null : legacy(text);
  }

  private static boolean isPaired(String text, int index) {
    char c = text.charAt(index);
    return Character.isHighSurrogate(c)
        ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
        : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
  }

  private static @Nullable FaultKind legacy(String text) {
    LegacyEncoding encoding = LegacyEncodingDetector.detect(text).orElse(null);
    return switch (encoding) {
      case null -> null;
      case TCVN3, VNI, WINDOWS_1258 -> FaultKind.LEGACY_FONT;
      case UTF8_AS_1252 -> FaultKind.BROKEN_TEXT;
      case VIQR -> null;
    };
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "CleanText[" + repairs + ", " + fault + "]";
  }
}
