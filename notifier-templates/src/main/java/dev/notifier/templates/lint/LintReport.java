package dev.notifier.templates.lint;

import dev.notifier.templates.template.VariantDiagnostic;
import java.util.List;

/**
 * The result of checking a template.
 *
 * @param diagnostics the errors that prevent its use; then there are no previews
 * @param notSendable the errors that prevent its submission: messages could not be sent
 * @param previews by variant, sample and route
 * @param warnings for the author, each once
 */
public record LintReport(
    List<VariantDiagnostic> diagnostics,
    List<VariantDiagnostic> notSendable,
    List<VariantPreview> previews,
    List<LintWarning> warnings) {
  public LintReport {
    diagnostics = List.copyOf(diagnostics);
    notSendable = List.copyOf(notSendable);
    previews = List.copyOf(previews);
    warnings = List.copyOf(warnings);
  }
}
