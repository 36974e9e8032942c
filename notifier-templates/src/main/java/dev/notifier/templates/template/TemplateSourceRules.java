package dev.notifier.templates.template;

import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the settings of a template, but not its texts. */
final class TemplateSourceRules {
  static final int MAX_VARIANTS = 50;
  static final int MAX_SEGMENTS = 10;
  private static final int MAX_ID_UNITS = 64;
  private static final int MAX_TYPE_UNITS = 100;
  private static final int MAX_AUDIENCE = 20;

  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern TYPE = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
  private static final Pattern AUDIENCE = Pattern.compile("[A-Za-z0-9_-]{1,40}");

  /**
   * An alphanumeric sender or a short code: at most 11 characters (3GPP TS 23.040, 9.1.2.5), Latin
   * letters, digits, {@code - _ .} and inner blanks (Decree 91/2020).
   */
  private static final Pattern SENDER =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._ -]{0,9}[A-Za-z0-9])?");

  private TemplateSourceRules() {}

  static List<VariantDiagnostic> diagnostics(TemplateSource source) {
    List<VariantDiagnostic> diagnostics = new ArrayList<>();
    if (!matches(ID, source.id(), MAX_ID_UNITS)) {
      diagnostics.add(
          ofTemplate(
              "id",
              DiagnosticCode.BAD_ID,
              "write the id in lower-case letters, digits and hyphens, at most 64 characters"));
    }
    if (!matches(TYPE, source.eventType(), MAX_TYPE_UNITS)) {
      diagnostics.add(
          ofTemplate(
              "eventType", DiagnosticCode.BAD_ID, "write the event type, such as card.expiring"));
    }
    if (source.maxSegments() < 1 || source.maxSegments() > MAX_SEGMENTS) {
      diagnostics.add(
          ofTemplate(
              "maxSegments",
              DiagnosticCode.BAD_SEGMENTS,
              "set maxSegments to a number from 1 to " + MAX_SEGMENTS));
    }
    if (source.variants().isEmpty()) {
      diagnostics.add(
          ofTemplate("variants", DiagnosticCode.NO_VARIANT, "write at least one variant"));
    }
    if (source.variants().size() > MAX_VARIANTS) {
      diagnostics.add(
          ofTemplate(
              "variants", DiagnosticCode.TOO_LARGE, "write at most " + MAX_VARIANTS + " variants"));
      return diagnostics;
    }
    Set<VariantKey> seen = new HashSet<>();
    for (VariantSource variant : source.variants()) {
      check(variant, diagnostics);
      if (!seen.add(new VariantKey(variant.locale(), variant.audience()))) {
        diagnostics.add(
            of(
                variant,
                VariantDiagnostic.LOCALE,
                DiagnosticCode.DUPLICATE_VARIANT,
                "keep one variant for this language and audience"));
      }
    }
    return diagnostics;
  }

  private record VariantKey(String locale, Audience audience) {}

  private static void check(VariantSource variant, List<VariantDiagnostic> diagnostics) {
    if (!KnownLocales.hasForm(variant.locale())) {
      diagnostics.add(
          of(
              variant,
              VariantDiagnostic.LOCALE,
              DiagnosticCode.BAD_LOCALE,
              KnownLocales.adviceOnForm(variant.locale())));
    }
    String sender = variant.sender();
    if (sender != null && !SENDER.matcher(sender).matches()) {
      diagnostics.add(
          of(
              variant,
              VariantDiagnostic.SENDER,
              DiagnosticCode.BAD_SENDER,
              "write a sender of at most 11 Latin letters and digits, or a short code"));
    }
    if (!areValidNames(variant.audience().kinds())
        || !areValidNames(variant.audience().livingAreas())) {
      diagnostics.add(
          of(
              variant,
              VariantDiagnostic.AUDIENCE,
              DiagnosticCode.BAD_AUDIENCE,
              "list at most 20 kinds such as WORKER, and at most 20 areas such as K1"));
    }
  }

  private static boolean areValidNames(Set<String> names) {
    return names.size() <= MAX_AUDIENCE
        && names.stream().allMatch(name -> AUDIENCE.matcher(name).matches());
  }

  private static boolean matches(Pattern pattern, String text, int maxUnits) {
    return text.length() <= maxUnits && pattern.matcher(text).matches();
  }

  private static VariantDiagnostic ofTemplate(String key, DiagnosticCode code, String detail) {
    return VariantDiagnostic.ofTemplate(key, new Diagnostic(code, 1, 1, detail));
  }

  private static VariantDiagnostic of(
      VariantSource variant, String key, DiagnosticCode code, String detail) {
    return new VariantDiagnostic(
        variant.locale(), variant.audience(), key, new Diagnostic(code, 1, 1, detail));
  }
}
