package dev.notifier.templates.text;

import dev.notifier.templates.Substitution;
import dev.notifier.templates.vietnamese.CodeDetector;
import dev.notifier.templates.vietnamese.TypographicSubstitutions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Characters that a carrier takes in no text, and what stands for them. Thread-safe.
 *
 * <p>Nothing is swapped inside a code or a password (letters and digits without a blank between),
 * nor the brackets of an advertisement's label, which the law fixes (Decree 91/2020, Art. 15).
 */
final class UnsupportedCharacters {
  private static final Pattern LABEL = Pattern.compile("^\\[(?:QC|AD|DKQC)\\]");

  /** A form with a blank at its start or end is a word of its own. */
  private record StandIn(String gsm7, String ucs2) {}

  private static final Map<Character, StandIn> TABLE =
      Map.ofEntries(
          word('&', " va ", " và "),
          word('%', " phan tram ", " phần trăm "),
          word('#', " so ", " số "),
          sign('@', "(a)"),
          sign('[', "("),
          sign(']', ")"),
          sign('{', "("),
          sign('}', ")"),
          sign('<', "("),
          sign('>', ")"),
          sign('\\', "/"),
          sign('|', "/"),
          sign('~', "-"),
          sign('_', "-"),
          sign('"', "'"),
          sign(';', ","),
          sign('!', "."),
          sign('\n', " "),
          sign('\r', ""),
          sign('€', " EUR "));

  private UnsupportedCharacters() {}

  private static Map.Entry<Character, StandIn> word(char sign, String gsm7, String ucs2) {
    return Map.entry(sign, new StandIn(gsm7, ucs2));
  }

  private static Map.Entry<Character, StandIn> sign(char sign, String by) {
    return word(sign, by, by);
  }

  /** Index of the first refused character, or -1. */
  static int first(String text, String refused) {
    if (refused.isEmpty()) {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      if (refused.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The text with stand-ins where there are harmless ones; what is still refused stays.
   *
   * @param ucs2 whether the text is UCS-2 anyway, so that words keep their marks
   * @param substitutions takes what was swapped
   */
  static String swap(String text, String refused, boolean ucs2, List<Substitution> substitutions) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    int label = labelEnd(text);
    out.append(text, 0, label);
    for (int i = label; i < text.length(); i++) {
      char c = text.charAt(i);
      String by = refused.indexOf(c) < 0 ? null : standIn(text, i, refused, ucs2);
      if (by == null) {
        out.append(c);
      } else {
        substitutions.add(
            new Substitution(i, c, by.strip(), Substitution.Reason.UNSUPPORTED_BY_CARRIER));
        TypographicSubstitutions.appendSpaced(out, by, text, i + 1);
      }
    }
    return out.toString();
  }

  private static @Nullable String standIn(String text, int index, String refused, boolean ucs2) {
    StandIn standIn = TABLE.get(text.charAt(index));
    if (standIn == null || CodeDetector.isInCode(text, index)) {
      return null;
    }
    String by = ucs2 ? standIn.ucs2() : standIn.gsm7();
    return first(by, refused) < 0 ? by : null;
  }

  private static int labelEnd(String text) {
    var label = LABEL.matcher(text);
    return label.find() ? label.end() : 0;
  }
}
