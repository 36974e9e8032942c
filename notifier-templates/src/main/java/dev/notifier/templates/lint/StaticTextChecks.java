package dev.notifier.templates.lint;

import dev.notifier.templates.language.diagnostic.CodePointName;
import dev.notifier.templates.language.schema.SchemaField;
import dev.notifier.templates.template.VariantSource;
import dev.notifier.templates.vietnamese.LegacyEncodingDetector;
import dev.notifier.templates.vietnamese.TypographicSubstitutions;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks the text of a variant without data. */
final class StaticTextChecks {
  /**
   * Quotation marks, dashes and no-break spaces in UTF-8 that were read as Windows-1252; a few of
   * them are too little for {@link LegacyEncodingDetector}.
   */
  private static final Pattern MISREAD = Pattern.compile("â€[\\u0080-\\uFFFF]|Â[\\u00A0-\\u00BF]");

  private final VariantSource variant;
  private final TextMask mask;
  private final List<LintWarning> warnings = new ArrayList<>();

  private StaticTextChecks(VariantSource variant) {
    this.variant = variant;
    mask = new TextMask(variant.text());
  }

  /**
   * Returns the warnings about a text.
   *
   * @param data the schema of the event type's data
   */
  static List<LintWarning> warnings(VariantSource variant, SchemaField data, LintContext context) {
    StaticTextChecks checks = new StaticTextChecks(variant);
    checks.checkEncoding();
    checks.listSubstitutions();
    for (MarkupChecks.Finding finding : MarkupChecks.findings(checks.mask.written(), data)) {
      checks.add(finding.code(), "", finding.index(), finding.detail());
    }
    checks.countParameters(context);
    return checks.warnings;
  }

  private void checkEncoding() {
    String literal = mask.literal();
    var detected = LegacyEncodingDetector.detect(literal);
    Matcher misread = MISREAD.matcher(mask.written());
    if (detected.isPresent() || misread.find()) {
      add(
          LintWarningCode.LEGACY_ENCODING,
          "",
          detected.isPresent() ? LintWarning.WHOLE : misread.start(),
          "the text is garbled, it looks like "
              + detected.map(encoding -> encoding.title()).orElse("UTF-8 read as Windows-1252")
              + "; write it in UTF-8");
    }
  }

  private void listSubstitutions() {
    TypographicSubstitutions.apply(
        mask.literal(),
        TypographicSubstitutions.Form.GSM7,
        (index, sentIndex, character, replacement) ->
            add(
                LintWarningCode.SUBSTITUTED_CHARACTER,
                "",
                index,
                CodePointName.of(character)
                    + sentAs(replacement)
                    + " if it would make the message UCS-2"));
  }

  private static String sentAs(String replacement) {
    if (replacement.isEmpty()) {
      return " is removed";
    }
    return replacement.isBlank() ? " is sent as a blank" : " is sent as \"" + replacement + "\"";
  }

  /** Counts each output of a value, including those in other branches. */
  private void countParameters(LintContext context) {
    int parameters = mask.outputs();
    new TreeMap<>(context.maxParameters())
        .forEach((carrier, max) -> {
          if (parameters > max) {
            add(
                LintWarningCode.TOO_MANY_PARAMETERS,
                carrier,
                LintWarning.WHOLE,
                "the text has %d values, but %s registers at most %d; combine some in the event"
                    .formatted(parameters, carrier, max));
          }
        });
  }

  private void add(LintWarningCode code, String route, int index, String detail) {
    warnings.add(
        new LintWarning(
            code, variant.locale(), variant.audience(), null, route, index, detail, List.of()));
  }
}
