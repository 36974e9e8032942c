package dev.notifier.templates.lint;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.lint.VariantPreview.Failed;
import dev.notifier.templates.lint.VariantPreview.Message;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.Ucs2Character;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What can be said about a text as it goes on the wire. */
final class WireTextChecks {
  private static final int FEW = 5;
  private static final List<String> LABELS = List.of("[QC]", "[AD]");

  private final VariantPreview preview;
  private final List<LintWarning> warnings = new ArrayList<>();

  private WireTextChecks(VariantPreview preview) {
    this.preview = preview;
  }

  static List<LintWarning> of(
      VariantPreview preview,
      RenderResult result,
      CarrierTextSettings carrier,
      LintContext context) {
    WireTextChecks all = new WireTextChecks(preview);
    switch (preview.outcome()) {
      case Failed failed -> all.failed(failed.reason());
      case Message message -> {
        all.justOver(message, carrier);
        all.singleStray(message, carrier);
        if (result instanceof Rendered rendered) {
          all.ambiguous(rendered);
        }
        all.names(message.text(), context);
      }
    }
    return all.warnings;
  }

  private void failed(NotRendered reason) {
    String detail = reason.field().isEmpty() ? "" : reason.field() + ": ";
    switch (reason.error()) {
      case TOO_MANY_SEGMENTS ->
          add(
              LintWarningCode.TOO_LONG,
              LintWarning.WHOLE,
              reason.detail() + "; shorten the wording");
      case UNSUPPORTED_CHARACTER ->
          add(LintWarningCode.UNSUPPORTED_CHARACTER, LintWarning.WHOLE, reason.detail());
      case NO_TEMPLATE, MISSING_VALUE, INVALID_VALUE, LINK, TOO_LONG ->
          add(LintWarningCode.NO_TEXT, LintWarning.WHOLE, detail + reason.detail());
    }
  }

  /** A few characters less would save a segment. */
  private void justOver(Message message, CarrierTextSettings carrier) {
    if (message.segments() == 1) {
      return;
    }
    Encoding encoding = message.encoding();
    int fewer = message.segments() - 1;
    int room =
        fewer == 1
            ? encoding.unitsInSingleSegment()
            : fewer * encoding.unitsPerSegment(carrier.profile().concatenation());
    int over = message.units() - room;
    if (over <= FEW) {
      add(
          LintWarningCode.JUST_OVER,
          LintWarning.WHOLE,
          "%d characters fewer would save segment %d"
              .formatted(Math.max(1, over), message.segments()));
    }
  }

  private void singleStray(Message message, CarrierTextSettings carrier) {
    Ucs2Character ucs2Character = message.ucs2Character();
    if (ucs2Character == null) {
      return;
    }
    String rest = message.text().replace(ucs2Character.character(), "");
    if (carrier.profile().alphabet().canEncode(rest)) {
      add(
          LintWarningCode.SINGLE_UCS2_CHARACTER,
          ucs2Character.index(),
          "%s (%s) alone makes the message UCS-2; write it otherwise"
              .formatted(ucs2Character.character(), ucs2Character.name()));
    }
  }

  private void ambiguous(Rendered rendered) {
    if (rendered.diacritics() == DiacriticsPolicy.STRIP && preview.locale().startsWith("vi")) {
      AmbiguousWords.pairs(rendered.text())
          .forEach(pair ->
              add(
                  LintWarningCode.AMBIGUOUS_WORDS,
                  pair.index(),
                  "\"%s\" can be read in several ways without marks; reword it"
                      .formatted(pair.words())));
    }
  }

  private void names(String text, LintContext context) {
    String brand = context.brandName().toLowerCase(Locale.ROOT);
    if (!text.toLowerCase(Locale.ROOT).contains(brand)) {
      add(
          LintWarningCode.NO_BRAND_NAME,
          LintWarning.WHOLE,
          "name " + context.brandName() + " in the text");
    }
    if (context.advertising() && LABELS.stream().noneMatch(text::startsWith)) {
      add(LintWarningCode.NO_LABEL, 0, "begin advertising with [QC]");
    }
  }

  private void add(LintWarningCode code, int index, String detail) {
    warnings.add(
        new LintWarning(
            code,
            preview.locale(),
            preview.audience(),
            preview.sample(),
            preview.route(),
            index,
            detail));
  }
}
