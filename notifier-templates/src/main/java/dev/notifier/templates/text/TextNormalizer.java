package dev.notifier.templates.text;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.Substitution;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.SegmentResult;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.sms.TooManySegments;
import dev.notifier.templates.text.NormalizationResult.Normalized;
import dev.notifier.templates.text.NormalizationResult.TooLong;
import dev.notifier.templates.text.NormalizationResult.UnsupportedCharacter;
import dev.notifier.templates.vietnamese.Diacritics;
import dev.notifier.templates.vietnamese.TypographicSubstitutions;
import dev.notifier.templates.vietnamese.TypographicSubstitutions.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes of a rendered text what goes on the wire: NFC, typographic characters swapped, marks by
 * policy, characters that the carrier refuses swapped or refused, the encoding from what came out,
 * segments. Preview and wire use the same. Pure and thread-safe.
 */
public final class TextNormalizer {
  private TextNormalizer() {}

  /**
   * Finishes a text.
   *
   * @param rendered what the template gave
   * @param policy AUTO takes whichever form sends fewer segments, and keeps marks that cost nothing
   * @param maxSegments 1 to 255
   * @param carrier whom it is for
   */
  public static NormalizationResult normalize(
      String rendered, DiacriticsPolicy policy, int maxSegments, CarrierTextSettings carrier) {
    String composed = Diacritics.composed(rendered);
    Segmenter segmenter = new Segmenter(maxSegments, carrier.profile());
    return switch (policy) {
      case KEEP -> cut(kept(composed, carrier), carrier, segmenter);
      case STRIP -> cut(stripped(composed, carrier), carrier, segmenter);
      case AUTO ->
          shorter(kept(composed, carrier), stripped(composed, carrier), carrier, segmenter);
    };
  }

  /**
   * A finished text that was changed since, cut again and otherwise as it is.
   *
   * @param done what it was before
   * @param text what it is now, with no character that was not in it
   */
  public static NormalizationResult resegment(
      Normalized done, String text, int maxSegments, CarrierTextSettings carrier) {
    return cut(
        new Draft(text, done.diacritics(), done.substitutions()),
        carrier,
        new Segmenter(maxSegments, carrier.profile()));
  }

  /** A text with all its swaps, not yet looked at by the carrier. */
  private record Draft(
      String text, DiacriticsPolicy diacritics, List<Substitution> substitutions) {}

  private static Draft kept(String composed, CarrierTextSettings carrier) {
    Encoding alphabet = carrier.profile().alphabet();
    List<Substitution> substitutions = new ArrayList<>(0);
    String text = Diacritics.keep(swapped(composed, Form.GSM7, substitutions));
    boolean ucs2 = Encoding.of(text, alphabet) == Encoding.UCS2;
    if (ucs2 && !substitutions.isEmpty()) {
      substitutions.clear();
      text = Diacritics.keep(swapped(composed, Form.UCS2, substitutions));
    }
    return withoutRefused(new Draft(text, DiacriticsPolicy.KEEP, substitutions), ucs2, carrier);
  }

  private static Draft stripped(String composed, CarrierTextSettings carrier) {
    List<Substitution> substitutions = new ArrayList<>(0);
    String text = Diacritics.stripMarks(swapped(composed, Form.GSM7, substitutions));
    return withoutRefused(new Draft(text, DiacriticsPolicy.STRIP, substitutions), false, carrier);
  }

  private static String swapped(String composed, Form form, List<Substitution> substitutions) {
    return TypographicSubstitutions.swap(
        composed,
        form,
        (index, sign, by) ->
            substitutions.add(new Substitution(index, sign, by, Substitution.Reason.TYPOGRAPHIC)));
  }

  private static Draft withoutRefused(Draft draft, boolean ucs2, CarrierTextSettings carrier) {
    if (UnsupportedCharacters.first(draft.text(), carrier.unsupportedCharacters()) < 0) {
      return draft;
    }
    String text =
        UnsupportedCharacters.swap(
            draft.text(), carrier.unsupportedCharacters(), ucs2, draft.substitutions());
    return new Draft(text, draft.diacritics(), draft.substitutions());
  }

  private static NormalizationResult shorter(
      Draft kept, Draft stripped, CarrierTextSettings carrier, Segmenter segmenter) {
    boolean keep = segmenter.segmentCount(kept.text()) <= segmenter.segmentCount(stripped.text());
    return cut(keep ? kept : stripped, carrier, segmenter);
  }

  private static NormalizationResult cut(
      Draft draft, CarrierTextSettings carrier, Segmenter segmenter) {
    String text = draft.text();
    int refused = UnsupportedCharacters.first(text, carrier.unsupportedCharacters());
    if (refused >= 0) {
      return new UnsupportedCharacter(text.codePointAt(refused), refused);
    }
    SegmentResult result = segmenter.segment(text);
    return switch (result) {
      case SegmentedText segmentedText ->
          new Normalized(text, segmentedText, draft.diacritics(), draft.substitutions());
      case TooManySegments many -> new TooLong(many.neededSegments(), many.maxSegments());
    };
  }
}
