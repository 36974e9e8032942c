package dev.notifier.templates.text;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.Substitution;
import dev.notifier.templates.sms.SegmentedText;
import java.util.List;

/** What goes on the wire, or why nothing can. */
public sealed interface NormalizationResult {
  /**
   * A text that the carrier takes.
   *
   * @param text as it goes on the wire
   * @param segmentedText the same, cut
   * @param diacritics KEEP or STRIP: what was done to its marks
   * @param substitutions in order; empty for nearly all texts
   */
  record Normalized(
      String text,
      SegmentedText segmentedText,
      DiacriticsPolicy diacritics,
      List<Substitution> substitutions)
      implements NormalizationResult {
    public Normalized {
      substitutions = List.copyOf(substitutions);
    }

    /** Without the text: it is personal. */
    @Override
    public String toString() {
      return "Finished["
          + segmentedText
          + ", "
          + diacritics
          + ", swaps="
          + substitutions.size()
          + "]";
    }
  }

  /**
   * The text takes more segments than allowed.
   *
   * @param needed how many it would take
   * @param allowed how many it may
   */
  record TooLong(int needed, int allowed) implements NormalizationResult {}

  /**
   * The carrier takes a character in no text, and nothing harmless stands for it.
   *
   * @param codePoint the character
   * @param index its position in the text after all other swaps, in UTF-16 units from 0
   */
  record UnsupportedCharacter(int codePoint, int index) implements NormalizationResult {}
}
