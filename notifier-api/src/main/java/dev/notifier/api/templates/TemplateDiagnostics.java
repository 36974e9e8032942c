package dev.notifier.api.templates;

import dev.notifier.api.problem.Problem.Entry;
import dev.notifier.store.templates.TemplateVersion;
import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.template.TemplateSource;
import dev.notifier.templates.template.VariantDiagnostic;
import dev.notifier.templates.template.VariantSource;
import java.util.List;

/** What is wrong with wordings, as callers see it. */
final class TemplateDiagnostics {
  private TemplateDiagnostics() {}

  /**
   * Of variants.
   *
   * @param prefix JSON pointer of the template in what was sent; empty when it is the whole
   */
  static List<Entry> of(TemplateSource source, List<VariantDiagnostic> mistakes, String prefix) {
    return mistakes.stream().map(mistake -> entry(source, mistake, prefix)).toList();
  }

  /** Of a file or a body. */
  static List<Entry> of(List<Diagnostic> mistakes, String prefix) {
    return mistakes.stream().map(mistake -> entry(prefix, mistake)).toList();
  }

  /** In one line, for lists of templates. */
  static String line(TemplateVersion version, VariantDiagnostic mistake) {
    return "%s version %d, %s, line %d, column %d: %s"
        .formatted(
            version.template(),
            version.version(),
            mistake.locale().isEmpty() ? "the template" : "variant " + mistake.locale(),
            mistake.diagnostic().line(),
            mistake.diagnostic().column(),
            mistake.diagnostic().detail());
  }

  private static Entry entry(TemplateSource source, VariantDiagnostic found, String prefix) {
    for (int i = 0; i < source.variants().size(); i++) {
      VariantSource variant = source.variants().get(i);
      if (variant.locale().equals(found.locale()) && variant.audience().equals(found.audience())) {
        return entry(prefix + "/variants/" + i + "/text", found.diagnostic());
      }
    }
    return entry(prefix, found.diagnostic());
  }

  private static Entry entry(String pointer, Diagnostic mistake) {
    return new Entry(
        pointer, mistake.code().code(), mistake.detail(), mistake.line(), mistake.column());
  }
}
