package dev.notifier.templates.lint;

import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.language.parse.Blank;
import dev.notifier.templates.lint.VariantPreview.Failed;
import dev.notifier.templates.template.Audience;
import dev.notifier.templates.template.ComposedLinkDetector;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.ValueLinkPolicy;
import dev.notifier.templates.template.VariantDiagnostic;
import dev.notifier.templates.template.VariantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the errors for which a template cannot be submitted, because its messages could not be
 * sent. Every recipient falls back to the Vietnamese variant for everyone, so this variant must
 * exist and have a text for every sample on every route. Another variant must have a text for at
 * least one sample on one route; its other failures are warnings.
 */
final class SendabilityChecks {
  private static final String VIETNAMESE = "vi";

  private final TemplateSource source;
  private final Set<VariantDiagnostic> errors = new LinkedHashSet<>();

  private SendabilityChecks(TemplateSource source) {
    this.source = source;
  }

  /** Returns the errors, each once. */
  static List<VariantDiagnostic> errors(TemplateSource source, List<VariantPreview> previews) {
    SendabilityChecks checks = new SendabilityChecks(source);
    if (source.variants().stream().noneMatch(SendabilityChecks::isFallback)) {
      checks.errors.add(
          VariantDiagnostic.ofTemplate(
              "variants",
              new Diagnostic(DiagnosticCode.NO_FALLBACK_VARIANT, 1, 1, checks.adviceOnFallback())));
    }
    for (VariantSource variant : source.variants()) {
      checks.check(
          variant,
          previews.stream()
              .filter(each ->
                  each.locale().equals(variant.locale())
                      && each.audience().equals(variant.audience()))
              .toList());
    }
    return List.copyOf(checks.errors);
  }

  private static boolean isFallback(VariantSource variant) {
    return variant.locale().equalsIgnoreCase(VIETNAMESE)
        && variant.audience().equals(Audience.EVERYBODY);
  }

  private String adviceOnFallback() {
    String advice =
        "add a variant with the locale vi and without audience: all recipients who get no"
            + " other variant get this one";
    return source.variants().stream()
        .map(VariantSource::locale)
        .filter(locale -> locale.toLowerCase(Locale.ROOT).startsWith("vi-"))
        .findFirst()
        .map(locale -> advice + "; " + locale + " is only for recipients with this locale")
        .orElse(advice);
  }

  private void check(VariantSource variant, List<VariantPreview> previews) {
    TextMask mask = new TextMask(variant.text());
    if (mask.outputs() == 0 && Blank.isAll(mask.literal())) {
      add(
          variant,
          0,
          DiagnosticCode.BLANK_TEXT,
          "the text is blank; write one, or remove this variant");
      return;
    }
    boolean valueInLink = checkLinks(variant, mask);
    boolean fallback = isFallback(variant);
    boolean usable = previews.stream().anyMatch(each -> !(each.outcome() instanceof Failed));
    for (VariantPreview preview : previews) {
      if (preview.outcome() instanceof Failed failed && (fallback || !usable)) {
        addFailure(variant, mask, preview, failed.reason(), valueInLink);
      }
    }
  }

  /** A link with a value in its host counts as the value's, and is rejected or rewritten. */
  private boolean checkLinks(VariantSource variant, TextMask mask) {
    Optional<Integer> position =
        source.links() == ValueLinkPolicy.ALLOW
            ? Optional.empty()
            : ComposedLinkDetector.valueInHost(
                mask.outline('a'), mask.outline(ComposedLinkDetector.VALUE));
    position.ifPresent(index ->
        add(
            variant,
            index,
            DiagnosticCode.VALUE_IN_LINK,
            "write the host of the link yourself, with values only after its slash, as in"
                + " https://own.vn/?c={{ … }}; with links: allow, hosts may come from values"));
    return position.isPresent();
  }

  private void addFailure(
      VariantSource variant,
      TextMask mask,
      VariantPreview preview,
      NotRendered reason,
      boolean valueInLink) {
    String sample = "the " + preview.sample().name().toLowerCase(Locale.ROOT) + " sample";
    String field = reason.field().isEmpty() ? "" : reason.field() + ": ";
    int position = reason.field().isEmpty() ? 0 : mask.positionOf(reason.field());
    switch (reason.error()) {
      case TOO_MANY_SEGMENTS ->
          add(
              variant,
              0,
              DiagnosticCode.TEXT_TOO_LONG,
              sample + ": " + reason.detail() + "; shorten the text or increase maxSegments");
      case UNSUPPORTED_CHARACTER ->
          add(
              variant,
              positionOfCharacter(mask, reason.detail()),
              DiagnosticCode.UNSUPPORTED_CHARACTER,
              sample + ", route " + preview.route() + ": " + reason.detail());
      case LINK -> {
        if (!valueInLink || !field.isEmpty()) {
          add(variant, position, DiagnosticCode.NO_TEXT, sample + ": " + field + reason.detail());
        }
      }
      case NO_TEMPLATE, NO_TEXT, MISSING_VALUE, INVALID_VALUE, TOO_LONG ->
          add(variant, position, DiagnosticCode.NO_TEXT, sample + ": " + field + reason.detail());
    }
  }

  private static int positionOfCharacter(TextMask mask, String detail) {
    String literal = mask.literal();
    for (int i = 0; i < literal.length(); i++) {
      if (literal.charAt(i) != ' '
          && detail.contains("U+%04X".formatted((int) literal.charAt(i)))) {
        return i;
      }
    }
    return 0;
  }

  private void add(VariantSource variant, int offset, DiagnosticCode code, String detail) {
    errors.add(
        new VariantDiagnostic(
            variant.locale(),
            variant.audience(),
            VariantDiagnostic.TEXT,
            Diagnostic.at(variant.text(), offset, code, detail)));
  }
}
