package dev.notifier.templates.text;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.Swap;
import dev.notifier.templates.sms.CarrierText;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.SegmentResult;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.sms.Segments;
import dev.notifier.templates.sms.TooManySegments;
import dev.notifier.templates.text.FinishResult.Finished;
import dev.notifier.templates.text.FinishResult.Refused;
import dev.notifier.templates.text.FinishResult.TooLong;
import dev.notifier.templates.vietnamese.Diacritics;
import dev.notifier.templates.vietnamese.Typography;
import dev.notifier.templates.vietnamese.Typography.Form;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes of a rendered text what goes on the wire: NFC, typographic characters swapped, marks by
 * policy, characters that the carrier refuses swapped or refused, the encoding from what came out,
 * segments. Preview and wire use the same. Pure and thread-safe.
 */
public final class Finisher {
  private Finisher() {}

  /**
   * Finishes a text.
   *
   * @param rendered what the template gave
   * @param policy AUTO takes whichever form sends fewer segments, and keeps marks that cost nothing
   * @param maxSegments 1 to 255
   * @param carrier whom it is for
   */
  public static FinishResult finish(
      String rendered, DiacriticsPolicy policy, int maxSegments, CarrierText carrier) {
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
  public static FinishResult again(
      Finished done, String text, int maxSegments, CarrierText carrier) {
    return cut(
        new Draft(text, done.applied(), done.swaps()),
        carrier,
        new Segmenter(maxSegments, carrier.profile()));
  }

  /** A text with all its swaps, not yet looked at by the carrier. */
  private record Draft(String text, DiacriticsPolicy applied, List<Swap> swaps) {}

  private static Draft kept(String composed, CarrierText carrier) {
    Encoding alphabet = carrier.profile().alphabet();
    List<Swap> swaps = new ArrayList<>(0);
    String text = Diacritics.keep(swapped(composed, Form.GSM7, swaps));
    boolean ucs2 = Encoding.of(text, alphabet) == Encoding.UCS2;
    if (ucs2 && !swaps.isEmpty()) {
      swaps.clear();
      text = Diacritics.keep(swapped(composed, Form.UCS2, swaps));
    }
    return withoutRefused(new Draft(text, DiacriticsPolicy.KEEP, swaps), ucs2, carrier);
  }

  private static Draft stripped(String composed, CarrierText carrier) {
    List<Swap> swaps = new ArrayList<>(0);
    String text = Diacritics.stripMarks(swapped(composed, Form.GSM7, swaps));
    return withoutRefused(new Draft(text, DiacriticsPolicy.STRIP, swaps), false, carrier);
  }

  private static String swapped(String composed, Form form, List<Swap> swaps) {
    return Typography.swap(
        composed,
        form,
        (index, sign, by) -> swaps.add(new Swap(index, sign, by, Swap.Reason.TYPOGRAPHIC)));
  }

  private static Draft withoutRefused(Draft draft, boolean ucs2, CarrierText carrier) {
    if (RefusedCharacters.first(draft.text(), carrier.refusedCharacters()) < 0) {
      return draft;
    }
    String text =
        RefusedCharacters.swap(draft.text(), carrier.refusedCharacters(), ucs2, draft.swaps());
    return new Draft(text, draft.applied(), draft.swaps());
  }

  private static FinishResult shorter(
      Draft kept, Draft stripped, CarrierText carrier, Segmenter segmenter) {
    boolean keep = segmenter.segmentsOnAir(kept.text()) <= segmenter.segmentsOnAir(stripped.text());
    return cut(keep ? kept : stripped, carrier, segmenter);
  }

  private static FinishResult cut(Draft draft, CarrierText carrier, Segmenter segmenter) {
    String text = draft.text();
    int refused = RefusedCharacters.first(text, carrier.refusedCharacters());
    if (refused >= 0) {
      return new Refused(text.codePointAt(refused), refused);
    }
    SegmentResult result = segmenter.segment(text);
    return switch (result) {
      case Segments segments -> new Finished(text, segments, draft.applied(), draft.swaps());
      case TooManySegments many -> new TooLong(many.neededSegments(), many.maxSegments());
    };
  }
}
