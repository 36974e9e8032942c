package dev.notifier.templates.text;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.Substitution;
import dev.notifier.templates.sms.SegmentedText;
import java.util.List;

/** The normalized text, or why there is none. */
public sealed interface NormalizationResult {
  /**
   * A text that the carrier accepts.
   *
   * @param text as it is sent
   * @param segmentedText the same text, split
   * @param diacritics KEEP or STRIP: what was applied
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

    /** Omits the text, which is personal. */
    @Override
    public String toString() {
      return "Normalized["
          + segmentedText
          + ", "
          + diacritics
          + ", substitutions="
          + substitutions.size()
          + "]";
    }
  }

  /**
   * The text needs more segments than allowed.
   *
   * @param needed how many it needs
   * @param allowed how many are allowed
   */
  record TooLong(int needed, int allowed) implements NormalizationResult {}

  /**
   * The carrier rejects a character, and it has no harmless replacement.
   *
   * @param codePoint the character
   * @param index its position in the text after all substitutions, in UTF-16 units from 0
   */
  record UnsupportedCharacter(int codePoint, int index) implements NormalizationResult {}
}
