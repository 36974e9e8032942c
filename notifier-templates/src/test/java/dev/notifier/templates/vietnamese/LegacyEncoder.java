package dev.notifier.templates.vietnamese;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes valid Vietnamese in a legacy encoding and misreads it as Windows-1252. */
final class LegacyEncoder {
  private static final Map<String, String> VNI_CODES =
      LegacyLetters.VNI.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
  private static final String MARKS = "\u0302\u0306\u031B\u0300\u0301\u0309\u0303\u0323";
  private static final String VIQR_CODES = "^(+`'?~.";
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Charset WINDOWS_1258 = Charset.forName("windows-1258");

  private LegacyEncoder() {}

  static String write(LegacyEncoding encoding, String text) {
    return switch (encoding) {
      case UTF8_AS_1252 -> new String(text.getBytes(StandardCharsets.UTF_8), WINDOWS_1252);
      case WINDOWS_1258 ->
          new String(withTonesAfterVowels(text).getBytes(WINDOWS_1258), WINDOWS_1252);
      case TCVN3 -> eachLetter(text, LegacyEncoder::tcvn3);
      case VNI -> eachLetter(text, LegacyEncoder::vni);
      case VIQR -> eachLetter(text, LegacyEncoder::viqr);
    };
  }

  private static String eachLetter(String text, UnaryOperator<String> writer) {
    return text.codePoints()
        .mapToObj(c -> writer.apply(Character.toString(c)))
        .collect(Collectors.joining());
  }

  private static String withTonesAfterVowels(String text) {
    return eachLetter(
        text,
        letter -> {
          StringBuilder tone = new StringBuilder();
          StringBuilder remaining = new StringBuilder();
          Normalizer.normalize(letter, Normalizer.Form.NFD)
              .codePoints()
              .forEach(c -> (MARKS.indexOf(c) >= 3 ? tone : remaining).appendCodePoint(c));
          return Normalizer.normalize(remaining, Normalizer.Form.NFC) + tone;
        });
  }

  private static String tcvn3(String letter) {
    int index = LegacyLetters.TCVN3_LETTERS.indexOf(letter);
    if (index < 0) {
      // Toned capitals are small letters in a capital font.
      index = LegacyLetters.TCVN3_LETTERS.indexOf(letter.toLowerCase(Locale.ROOT));
    }
    return index < 0 ? letter : LegacyLetters.TCVN3_CODES.substring(index, index + 1);
  }

  private static String vni(String letter) {
    String code = VNI_CODES.get(letter);
    if (code != null) {
      return code;
    }
    String upper = VNI_CODES.get(letter.toLowerCase(Locale.ROOT));
    return upper == null ? letter : upper.toUpperCase(Locale.ROOT);
  }

  private static String viqr(String letter) {
    if (letter.equals("đ") || letter.equals("Đ")) {
      return letter.equals("đ") ? "dd" : "DD";
    }
    StringBuilder out = new StringBuilder();
    String decomposed = Normalizer.normalize(letter, Normalizer.Form.NFD);
    // The circumflex precedes the dot, unlike in Unicode.
    String shape =
        decomposed.replace("\u0323", "") + (decomposed.contains("\u0323") ? "\u0323" : "");
    for (int i = 0; i < shape.length(); i++) {
      int index = MARKS.indexOf(shape.charAt(i));
      out.append(index < 0 ? shape.charAt(i) : VIQR_CODES.charAt(index));
    }
    return out.toString();
  }
}
