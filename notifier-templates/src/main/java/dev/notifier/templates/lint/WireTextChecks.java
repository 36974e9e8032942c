package dev.notifier.templates.lint;

import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.language.diagnostic.CodePointName;
import dev.notifier.templates.lint.VariantPreview.Failed;
import dev.notifier.templates.lint.VariantPreview.Message;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.Ucs2Character;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks a text as it is sent. */
final class WireTextChecks {
  private static final int FEW_CHARACTERS = 5;

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
    WireTextChecks checks = new WireTextChecks(preview);
    switch (preview.outcome()) {
      case Failed addFailure -> checks.addFailure(addFailure.reason());
      case Message message -> {
        checks.checkLastSegment(message, carrier);
        checks.listUcs2Characters(message);
        if (result instanceof Rendered rendered) {
          checks.checkAmbiguousWords(rendered);
        }
        checks.checkBrandAndLabel(message.text(), context);
      }
    }
    return checks.warnings;
  }

  private void addFailure(NotRendered reason) {
    String detail = reason.field().isEmpty() ? "" : reason.field() + ": ";
    switch (reason.error()) {
      case TOO_MANY_SEGMENTS ->
          add(
              LintWarningCode.TOO_LONG,
              LintWarning.WHOLE,
              reason.detail() + "; shorten the template");
      case UNSUPPORTED_CHARACTER ->
          add(LintWarningCode.UNSUPPORTED_CHARACTER, LintWarning.WHOLE, reason.detail());
      case NO_TEMPLATE, NO_TEXT, MISSING_VALUE, INVALID_VALUE, LINK, TOO_LONG ->
          add(LintWarningCode.NO_TEXT, LintWarning.WHOLE, detail + reason.detail());
    }
  }

  /** Warns if a few characters fewer would save a segment. */
  private void checkLastSegment(Message message, CarrierTextSettings carrier) {
    if (message.segments() == 1) {
      return;
    }
    Encoding encoding = message.encoding();
    int fewer = message.segments() - 1;
    int capacity =
        fewer == 1
            ? encoding.unitsInSingleSegment()
            : fewer * encoding.unitsPerSegment(carrier.profile().concatenation());
    int excess = message.units() - capacity;
    if (excess <= FEW_CHARACTERS) {
      add(
          LintWarningCode.JUST_OVER,
          LintWarning.WHOLE,
          "%d fewer characters would save segment %d"
              .formatted(Math.max(1, excess), message.segments()));
    }
  }

  private void listUcs2Characters(Message message) {
    List<Ucs2Character> characters = message.ucs2Characters();
    if (characters.isEmpty()) {
      return;
    }
    Map<Integer, List<String>> positions = new LinkedHashMap<>();
    characters.forEach(each ->
        positions
            .computeIfAbsent(each.codePoint(), _ -> new ArrayList<>())
            .add(String.valueOf(each.index())));
    List<String> names = new ArrayList<>();
    positions.forEach((codePoint, indexes) ->
        names.add(
            "%s (%s) at %s"
                .formatted(
                    Character.toString(codePoint),
                    CodePointName.of(codePoint),
                    String.join(", ", indexes))));
    warnings.add(
        new LintWarning(
            LintWarningCode.UCS2_CHARACTERS,
            preview.locale(),
            preview.audience(),
            preview.sample(),
            preview.route(),
            characters.getFirst().index(),
            "the message is UCS-2, which fits fewer characters in a segment, because of "
                + String.join("; ", names)
                + "; replace them, or keep them on purpose",
            characters));
  }

  private void checkAmbiguousWords(Rendered rendered) {
    if (rendered.diacritics() == DiacriticsPolicy.STRIP && preview.locale().startsWith("vi")) {
      AmbiguousWords.findPairs(rendered.text())
          .forEach(pair ->
              add(
                  LintWarningCode.AMBIGUOUS_WORDS,
                  pair.index(),
                  "\"%s\" is ambiguous without diacritics; reword it".formatted(pair.words())));
    }
  }

  private void checkBrandAndLabel(String text, LintContext context) {
    String brand = context.brandName().toLowerCase(Locale.ROOT);
    if (!text.toLowerCase(Locale.ROOT).contains(brand)) {
      add(
          LintWarningCode.NO_BRAND_NAME,
          LintWarning.WHOLE,
          "the text does not name the sender; add " + context.brandName());
    }
    if (context.advertising() && AdvertisingText.LABELS.stream().noneMatch(text::startsWith)) {
      add(
          LintWarningCode.NO_LABEL,
          0,
          "advertising must start with its label; start the text with [QC]");
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
            detail,
            List.of()));
  }
}
