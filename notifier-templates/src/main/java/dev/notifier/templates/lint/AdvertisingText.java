package dev.notifier.templates.lint;

import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.VariantDiagnostic;
import dev.notifier.templates.template.VariantSource;
import dev.notifier.templates.vietnamese.Diacritics;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What each text of advertising must have (Decree 91/2020/ND-CP): the label in the first place, and
 * how to refuse it. Both are looked for in the text as it is written, so no value can replace them.
 */
public final class AdvertisingText {
  /** The labels of advertising. */
  static final List<String> LABELS = List.of("[QC]", "[AD]");

  /**
   * A word of refusal, a word such as "send to" and the number; without diacritics. Carriers and
   * agencies print it so in every language. Right behind a keyword may be one other word, as in
   * {@code HUY QC gui 8079}, and behind "refuse" some. So medals ({@code huy chuong}) and amounts
   * ({@code TC 500.000d}) are no refusals.
   */
  private static final Pattern REFUSAL =
      Pattern.compile(
          "\\b(TU ?CHOI\\b([^\\w{}]+\\w+){0,4}?[^\\w{}]+|(TC|HUY|STOP)\\b([^\\w{}]+| +[A-Z]+ +))"
              + "(GUI|GOI|TO|CALL)\\b([^\\w{}]+(DEN|TOI|VE|SO|TONG|DAI)\\b){0,3}"
              + "[^\\w{}]+[0-9]{3,}");

  private AdvertisingText() {}

  /** What is missing in the texts of a template; empty if nothing is. */
  public static List<VariantDiagnostic> diagnostics(TemplateSource source) {
    List<VariantDiagnostic> diagnostics = new ArrayList<>();
    for (VariantSource variant : source.variants()) {
      String text = variant.text();
      if (LABELS.stream().noneMatch(text::startsWith)) {
        diagnostics.add(
            diagnostic(
                variant,
                DiagnosticCode.NO_ADVERTISING_LABEL,
                "advertising must begin with its label; begin the text with [QC]"));
      }
      String plain =
          Diacritics.stripMarks(Normalizer.normalize(text, Normalizer.Form.NFC))
              .toUpperCase(Locale.ROOT);
      if (!REFUSAL.matcher(plain).find()) {
        diagnostics.add(
            diagnostic(
                variant,
                DiagnosticCode.NO_OPT_OUT,
                "advertising must say how to refuse it; add a word such as TC and the number that"
                    + " it is sent to, such as: Từ chối: soạn TC gửi 8079"));
      }
    }
    return diagnostics;
  }

  private static VariantDiagnostic diagnostic(
      VariantSource variant, DiagnosticCode code, String detail) {
    return new VariantDiagnostic(
        variant.locale(),
        variant.audience(),
        VariantDiagnostic.TEXT,
        new Diagnostic(code, 1, 1, detail));
  }
}
