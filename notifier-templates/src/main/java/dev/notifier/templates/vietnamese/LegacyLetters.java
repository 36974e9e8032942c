package dev.notifier.templates.vietnamese;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The codes of Vietnamese letters in encodings from before Unicode, as Windows-1252 shows them.
 * Each decoder converts one word to lower case in NFC. Thread-safe.
 */
final class LegacyLetters {
  // ABC fonts (TCVN3): one code for each letter; toned capitals have the same codes in a capital
  // font.
  static final String TCVN3_CODES =
      "¡¢£¤¥¦§¨©ª«¬\u00AD®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ";
  static final String TCVN3_LETTERS =
      "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ";

  // Windows-1258: mostly Windows-1252, with some letters of its own, and tones after their vowel.
  private static final String WINDOWS_1258_CODES = "ÃÌÐÒÕÝÞãìðòõýþ";
  private static final String WINDOWS_1258_LETTERS = "Ă\u0300Đ\u0309ƠƯ\u0303ă\u0301đ\u0323ơư₫";

  // VNI: a plain letter, followed by one that represents its diacritics. Rows: letter, its code,
  // and the
  // second character for each tone (grave, acute, hook, tilde, dot).
  private static final String[] VNI_ROWS = {
    "a a øùûõï",
    "ă aê",
    "ă a èéúüë",
    "â aâ",
    "â a àáåãä",
    "e e øùûõï",
    "ê eâ",
    "ê e àáåãä",
    "o o øùûõï",
    "ô oâ",
    "ô o àáåãä",
    "ơ ô",
    "ơ ô øùûõï",
    "u u øùûõï",
    "ư ö",
    "ư ö øùûõï",
    "đ ñ"
  };
  private static final String TONES = "\u0300\u0301\u0309\u0303\u0323";

  /** Lower-case letters by their VNI code of one or two characters. */
  static final Map<String, String> VNI = vni();

  private LegacyLetters() {}

  private static Map<String, String> vni() {
    Map<String, String> letters = new HashMap<>();
    for (String row : VNI_ROWS) {
      String[] fields = row.split(" ", -1);
      if (fields.length == 2) {
        letters.put(fields[1], fields[0]);
      } else {
        for (int tone = 0; tone < TONES.length(); tone++) {
          letters.put(fields[1] + fields[2].charAt(tone), composed(fields[0], tone));
        }
      }
    }
    String i = "ìíæóò";
    String y = "øùûõ";
    for (int tone = 0; tone < TONES.length(); tone++) {
      letters.put(i.substring(tone, tone + 1), composed("i", tone));
      letters.put(tone < y.length() ? "y" + y.charAt(tone) : "î", composed("y", tone));
    }
    return Map.copyOf(letters);
  }

  private static String composed(String letter, int tone) {
    return Normalizer.normalize(letter + TONES.charAt(tone), Normalizer.Form.NFC);
  }

  static String fromTcvn3(String word) {
    return lower(translated(word, TCVN3_CODES, TCVN3_LETTERS));
  }

  static String fromWindows1258(String word) {
    return lower(translated(word, WINDOWS_1258_CODES, WINDOWS_1258_LETTERS));
  }

  private static String translated(String word, String codes, String letters) {
    StringBuilder out = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      int at = codes.indexOf(word.charAt(i));
      out.append(at < 0 ? word.charAt(i) : letters.charAt(at));
    }
    return out.toString();
  }

  static String fromVni(String word) {
    String codes = word.toLowerCase(Locale.ROOT);
    StringBuilder out = new StringBuilder(codes.length());
    for (int i = 0; i < codes.length(); i++) {
      String two = VNI.get(codes.substring(i, Math.min(codes.length(), i + 2)));
      if (two != null && i + 1 < codes.length()) {
        out.append(two);
        i++;
      } else {
        String one = codes.substring(i, i + 1);
        out.append(VNI.getOrDefault(one, one));
      }
    }
    return out.toString();
  }

  /** Decodes VIQR (RFC 1456): plain ASCII, diacritics after their letter. */
  static String fromViqr(String word) {
    StringBuilder out = new StringBuilder(word.length());
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean atStroke = (c == 'd' || c == 'D') && i + 1 < word.length();
      if (atStroke && Character.toLowerCase(word.charAt(i + 1)) == 'd') {
        out.append('đ');
        i++;
      } else {
        out.append(mark(c));
      }
    }
    return lower(out.toString());
  }

  private static char mark(char c) {
    return switch (c) {
      case '^' -> '\u0302';
      case '(' -> '\u0306';
      case '+' -> '\u031B';
      case '`' -> '\u0300';
      case '\'' -> '\u0301';
      case '?' -> '\u0309';
      case '~' -> '\u0303';
      case '.' -> '\u0323';
      default -> c;
    };
  }

  private static String lower(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }
}
