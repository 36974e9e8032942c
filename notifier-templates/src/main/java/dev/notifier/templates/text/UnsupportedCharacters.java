package dev.notifier.templates.text;

import dev.notifier.templates.Substitution;
import dev.notifier.templates.vietnamese.CodeDetector;
import dev.notifier.templates.vietnamese.TypographicSubstitutions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces characters that a carrier rejects in every text. Thread-safe.
 *
 * <p>Characters inside a code or password (letters and digits without a blank between) and the
 * brackets of an advertising label, which the law prescribes (Decree 91/2020, Art. 15), are not
 * replaced.
 */
final class UnsupportedCharacters {
  private static final Pattern LABEL = Pattern.compile("^\\[(?:QC|AD|DKQC)\\]");

  /** A replacement with a blank at its start or end is a separate word. */
  private record Replacement(String gsm7, String ucs2) {}

  private static final Map<Character, Replacement> TABLE =
      Map.ofEntries(
          word('&', " va ", " và "),
          word('%', " phan tram ", " phần trăm "),
          word('#', " so ", " số "),
          symbol('@', "(a)"),
          symbol('[', "("),
          symbol(']', ")"),
          symbol('{', "("),
          symbol('}', ")"),
          symbol('<', "("),
          symbol('>', ")"),
          symbol('\\', "/"),
          symbol('|', "/"),
          symbol('~', "-"),
          symbol('_', "-"),
          symbol('"', "'"),
          symbol(';', ","),
          symbol('!', "."),
          symbol('\n', " "),
          symbol('\r', ""),
          symbol('€', " EUR "));

  private UnsupportedCharacters() {}

  private static Map.Entry<Character, Replacement> word(char symbol, String gsm7, String ucs2) {
    return Map.entry(symbol, new Replacement(gsm7, ucs2));
  }

  private static Map.Entry<Character, Replacement> symbol(char symbol, String replacement) {
    return word(symbol, replacement, replacement);
  }

  /** Returns the index of the first unsupported character, or -1. */
  static int indexOfFirst(String text, String unsupported) {
    if (unsupported.isEmpty()) {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      if (unsupported.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the text with harmless replacements; characters without one stay.
   *
   * @param ucs2 whether the text is UCS-2 in any case, so that words keep their diacritics
   * @param substitutions receives the substitutions
   */
  static String substitute(
      String text, String unsupported, boolean ucs2, List<Substitution> substitutions) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    int label = labelEnd(text);
    out.append(text, 0, label);
    for (int i = label; i < text.length(); i++) {
      char c = text.charAt(i);
      String replacement =
          unsupported.indexOf(c) < 0 ? null : replacementFor(text, i, unsupported, ucs2);
      if (replacement == null) {
        out.append(c);
      } else {
        substitutions.add(
            new Substitution(
                i, c, replacement.strip(), Substitution.Reason.UNSUPPORTED_BY_CARRIER));
        TypographicSubstitutions.appendReplacement(out, replacement, text, i + 1);
      }
    }
    return out.toString();
  }

  private static @Nullable String replacementFor(
      String text, int index, String unsupported, boolean ucs2) {
    Replacement replacementFor = TABLE.get(text.charAt(index));
    if (replacementFor == null || CodeDetector.isInCode(text, index)) {
      return null;
    }
    String replacement = ucs2 ? replacementFor.ucs2() : replacementFor.gsm7();
    return indexOfFirst(replacement, unsupported) < 0 ? replacement : null;
  }

  private static int labelEnd(String text) {
    var label = LABEL.matcher(text);
    return label.find() ? label.end() : 0;
  }
}
