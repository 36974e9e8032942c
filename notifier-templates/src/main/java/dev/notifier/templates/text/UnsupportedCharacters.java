package dev.notifier.templates.text;

import dev.notifier.templates.Substitution;
import dev.notifier.templates.vietnamese.CodeDetector;
import dev.notifier.templates.vietnamese.TypographicSubstitutions;
import java.util.ArrayList;
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
    List<Substitution> made = new ArrayList<>();
    int label = labelEnd(text);
    out.append(text, 0, label);
    int moved = 0;
    while (moved < substitutions.size() && substitutions.get(moved).sentIndex() < label) {
      moved++;
    }
    for (int i = label; i < text.length(); i++) {
      char c = text.charAt(i);
      String replacement =
          unsupported.indexOf(c) < 0 ? null : replacementFor(text, i, unsupported, ucs2);
      moved = move(substitutions, moved, i, out.length());
      if (replacement == null) {
        out.append(c);
      } else {
        int sentIndex = TypographicSubstitutions.appendReplacement(out, replacement, text, i + 1);
        made.add(
            new Substitution(
                i,
                sentIndex,
                c,
                TypographicSubstitutions.shown(replacement),
                Substitution.Reason.UNSUPPORTED_BY_CARRIER));
      }
    }
    move(substitutions, moved, text.length(), out.length());
    substitutions.addAll(made);
    return out.toString();
  }

  /**
   * Adapts the positions of typographic replacements, which come in the order of the text.
   *
   * @param from the first one that is not adapted yet
   * @param index in the text before this step
   * @param sentIndex the same position after it
   * @return the next one that is not adapted yet
   */
  private static int move(List<Substitution> substitutions, int from, int index, int sentIndex) {
    int next = from;
    while (next < substitutions.size() && substitutions.get(next).sentIndex() <= index) {
      Substitution made = substitutions.get(next);
      substitutions.set(
          next,
          new Substitution(
              made.index(), sentIndex, made.codePoint(), made.replacement(), made.reason()));
      next++;
    }
    return next;
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
