package dev.notifier.templates.lint;

import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.Substitution;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.Ucs2Character;
import dev.notifier.templates.vietnamese.TypographicSubstitutions;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Finds the characters that force a text to UCS-2: those that the alphabet lacks and that would
 * still be there without the others. In a UCS-2 text, some typographic characters are kept, and
 * some replacements are Vietnamese words; in a text without a forcing character, neither would be.
 */
final class Ucs2Characters {
  private Ucs2Characters() {}

  /** Returns all of them, in the order of the text; empty if the text is not UCS-2. */
  static List<Ucs2Character> of(Rendered rendered, Encoding alphabet) {
    List<Ucs2Character> forcing = new ArrayList<>();
    if (rendered.segmentedText().encoding() != Encoding.UCS2) {
      return forcing;
    }
    String text = rendered.text();
    BitSet substituted = substituted(rendered);
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (!substituted.get(i) && !alphabet.canEncode(Character.toString(c))) {
        forcing.add(new Ucs2Character(i, c));
      }
    }
    return forcing;
  }

  private static BitSet substituted(Rendered rendered) {
    BitSet positions = new BitSet(rendered.text().length());
    for (Substitution made : rendered.substitutions()) {
      positions.set(made.sentIndex(), made.sentIndex() + made.replacement().length());
    }
    TypographicSubstitutions.apply(
        withoutOtherScripts(rendered.text()),
        TypographicSubstitutions.Form.GSM7,
        (index, sentIndex, character, replacement) -> positions.set(index));
    return positions;
  }

  /**
   * Next to another script or an emoji, typographic characters are kept; without it, they would not
   * be.
   */
  private static String withoutOtherScripts(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          boolean other =
              switch (UnicodeScript.of(c)) {
                case LATIN, COMMON, INHERITED -> Character.isSupplementaryCodePoint(c);
                default -> true;
              };
          out.append(other ? "a".repeat(Character.charCount(c)) : Character.toString(c));
        });
    return out.toString();
  }
}
