package dev.notifier.templates.template;

import java.util.List;

/** The result of compiling a template. */
public sealed interface CompilationResult {
  record Compiled(CompiledTemplate template) implements CompilationResult {}

  /**
   * The template has errors.
   *
   * @param diagnostics at least one: first those of the template, then by variant
   */
  record Invalid(List<VariantDiagnostic> diagnostics) implements CompilationResult {
    public Invalid {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
