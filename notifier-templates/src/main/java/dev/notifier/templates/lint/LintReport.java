package dev.notifier.templates.lint;

import dev.notifier.templates.template.VariantDiagnostic;
import java.util.List;

/**
 * What there is to say about a template.
 *
 * @param diagnostics why it cannot be used; then there are no previews
 * @param previews by variant, sample and route
 * @param warnings what should be looked at, each once
 */
public record LintReport(
    List<VariantDiagnostic> diagnostics,
    List<VariantPreview> previews,
    List<LintWarning> warnings) {
  public LintReport {
    diagnostics = List.copyOf(diagnostics);
    previews = List.copyOf(previews);
    warnings = List.copyOf(warnings);
  }
}
