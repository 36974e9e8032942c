package dev.notifier.api.templates;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.Problem.Entry;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.store.templates.TemplateVersion;
import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.diagnostic.DiagnosticCode;
import dev.notifier.templates.lint.LintWarning;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.VariantDiagnostic;
import dev.notifier.templates.template.VariantSource;
import java.util.List;

/** Converts diagnostics of templates to errors of problem documents. */
final class TemplateDiagnostics {
  private TemplateDiagnostics() {}

  /**
   * Converts the diagnostics of variants.
   *
   * @param prefix JSON Pointer to the template in the request; empty if the template is the request
   */
  static List<Entry> of(TemplateSource source, List<VariantDiagnostic> diagnostics, String prefix) {
    return diagnostics.stream().map(diagnostic -> entry(source, diagnostic, prefix)).toList();
  }

  /** Converts the diagnostics of a file or a body. */
  static List<Entry> of(List<Diagnostic> diagnostics, String prefix) {
    return diagnostics.stream().map(diagnostic -> entry(prefix, diagnostic)).toList();
  }

  /** A problem whose detail is the first error. */
  static ProblemException problem(ErrorCode code, List<Entry> errors) {
    return new ProblemException(Problem.with(code, detail(errors, ""), errors));
  }

  /**
   * Describes the first error with its place, and says how many others there are.
   *
   * @param prefix as above; omitted in the place
   */
  static String detail(List<Entry> errors, String prefix) {
    Entry first = errors.getFirst();
    String place =
        first.pointer().startsWith(prefix)
            ? first.pointer().substring(prefix.length())
            : first.pointer();
    StringBuilder detail = new StringBuilder(place);
    if (first.line() != null && (place.isEmpty() || place.endsWith("/text"))) {
      detail
          .append(place.isEmpty() ? "line " : ", line ")
          .append(first.line())
          .append(", column ")
          .append(first.column());
    }
    detail.append(detail.isEmpty() ? "" : ": ").append(first.detail());
    if (!first.detail().endsWith(".") && !first.detail().endsWith("?")) {
      detail.append('.');
    }
    return errors.size() == 1
        ? detail.toString()
        : detail.append(" errors has all ").append(errors.size()).append(" errors.").toString();
  }

  /** Describes a diagnostic in one line, with the name of the template. */
  static String line(TemplateVersion version, VariantDiagnostic diagnostic) {
    return "%s version %d, %s, line %d, column %d: %s"
        .formatted(
            version.template().fullName(),
            version.version(),
            diagnostic.locale().isEmpty() ? "the template" : "variant " + diagnostic.locale(),
            diagnostic.diagnostic().line(),
            diagnostic.diagnostic().column(),
            diagnostic.diagnostic().detail());
  }

  /**
   * Returns where a warning about the text of a variant is; without a position for a whole text.
   */
  static Entry place(TemplateSource source, LintWarning warning) {
    for (int i = 0; i < source.variants().size(); i++) {
      VariantSource variant = source.variants().get(i);
      if (variant.locale().equals(warning.locale())
          && variant.audience().equals(warning.audience())) {
        String pointer = "/variants/" + i + "/text";
        if (warning.index() < 0) {
          return new Entry(pointer, warning.code().code(), warning.detail());
        }
        DiagnosticCode any = DiagnosticCode.SYNTAX;
        return entry(
            pointer, Diagnostic.at(variant.text(), warning.index(), any, warning.detail()));
      }
    }
    return new Entry("", warning.code().code(), warning.detail());
  }

  private static Entry entry(TemplateSource source, VariantDiagnostic diagnostic, String prefix) {
    for (int i = 0; i < source.variants().size(); i++) {
      VariantSource variant = source.variants().get(i);
      if (variant.locale().equals(diagnostic.locale())
          && variant.audience().equals(diagnostic.audience())) {
        return entry(prefix + "/variants/" + i + below(diagnostic.key()), diagnostic.diagnostic());
      }
    }
    return entry(prefix + below(diagnostic.key()), diagnostic.diagnostic());
  }

  private static String below(String key) {
    return key.isEmpty() ? "" : "/" + key;
  }

  private static Entry entry(String pointer, Diagnostic diagnostic) {
    return new Entry(
        pointer,
        diagnostic.code().code(),
        diagnostic.detail(),
        diagnostic.line(),
        diagnostic.column());
  }
}
