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
 * Converts a rendered text to the text that is sent: NFC, typographic substitutions, diacritics by
 * policy, substitution or rejection of unsupported characters, encoding, segments. Previews and
 * messages use the same code. Pure and thread-safe.
 */
public final class TextNormalizer {
  private TextNormalizer() {}

  /**
   * Normalizes a text.
   *
   * @param rendered the output of the template
   * @param policy AUTO takes the form with fewer segments, and keeps diacritics that cost nothing
   * @param maxSegments 1 to 255
   * @param carrier the requirements of the carrier
   */
  public static NormalizationResult normalize(
      String rendered, DiacriticsPolicy policy, int maxSegments, CarrierTextSettings carrier) {
    String composed = Diacritics.composed(rendered);
    Segmenter segmenter = new Segmenter(maxSegments, carrier.profile());
    return switch (policy) {
      case KEEP -> segment(keep(composed, carrier), carrier, segmenter);
      case STRIP -> segment(strip(composed, carrier), carrier, segmenter);
      case AUTO ->
          takeShorter(keep(composed, carrier), strip(composed, carrier), carrier, segmenter);
    };
  }

  /**
   * Splits a normalized text again after a change.
   *
   * @param normalized the text before the change
   * @param text the text after it, without new characters
   */
  public static NormalizationResult resegment(
      Normalized normalized, String text, int maxSegments, CarrierTextSettings carrier) {
    return segment(
        new Draft(text, normalized.diacritics(), normalized.substitutions()),
        carrier,
        new Segmenter(maxSegments, carrier.profile()));
  }

  /** A text after its substitutions, not yet checked for unsupported characters. */
  private record Draft(
      String text, DiacriticsPolicy diacritics, List<Substitution> substitutions) {}

  private static Draft keep(String composed, CarrierTextSettings carrier) {
    Encoding alphabet = carrier.profile().alphabet();
    List<Substitution> substitutions = new ArrayList<>(0);
    String text = Diacritics.keep(substituteTypographic(composed, Form.GSM7, substitutions));
    boolean ucs2 = Encoding.of(text, alphabet) == Encoding.UCS2;
    if (ucs2 && !substitutions.isEmpty()) {
      substitutions.clear();
      text = Diacritics.keep(substituteTypographic(composed, Form.UCS2, substitutions));
    }
    return substituteUnsupported(
        new Draft(text, DiacriticsPolicy.KEEP, substitutions), ucs2, carrier);
  }

  private static Draft strip(String composed, CarrierTextSettings carrier) {
    List<Substitution> substitutions = new ArrayList<>(0);
    String text = Diacritics.stripMarks(substituteTypographic(composed, Form.GSM7, substitutions));
    return substituteUnsupported(
        new Draft(text, DiacriticsPolicy.STRIP, substitutions), false, carrier);
  }

  private static String substituteTypographic(
      String composed, Form form, List<Substitution> substitutions) {
    return TypographicSubstitutions.apply(
        composed,
        form,
        (index, sentIndex, character, replacement) ->
            substitutions.add(
                new Substitution(
                    index, sentIndex, character, replacement, Substitution.Reason.TYPOGRAPHIC)));
  }

  private static Draft substituteUnsupported(
      Draft draft, boolean ucs2, CarrierTextSettings carrier) {
    if (UnsupportedCharacters.indexOfFirst(draft.text(), carrier.unsupportedCharacters()) < 0) {
      return draft;
    }
    String text =
        UnsupportedCharacters.substitute(
            draft.text(), carrier.unsupportedCharacters(), ucs2, draft.substitutions());
    return new Draft(text, draft.diacritics(), draft.substitutions());
  }

  private static NormalizationResult takeShorter(
      Draft kept, Draft stripped, CarrierTextSettings carrier, Segmenter segmenter) {
    boolean keepIsShorter =
        segmenter.segmentCount(kept.text()) <= segmenter.segmentCount(stripped.text());
    return segment(keepIsShorter ? kept : stripped, carrier, segmenter);
  }

  private static NormalizationResult segment(
      Draft draft, CarrierTextSettings carrier, Segmenter segmenter) {
    String text = draft.text();
    int unsupported = UnsupportedCharacters.indexOfFirst(text, carrier.unsupportedCharacters());
    if (unsupported >= 0) {
      return new UnsupportedCharacter(text.codePointAt(unsupported), unsupported);
    }
    SegmentResult result = segmenter.segment(text);
    return switch (result) {
      case SegmentedText segmentedText ->
          new Normalized(text, segmentedText, draft.diacritics(), draft.substitutions());
      case TooManySegments tooMany -> new TooLong(tooMany.neededSegments(), tooMany.maxSegments());
    };
  }
}
