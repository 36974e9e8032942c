package dev.notifier.templates.template;

import java.util.List;

/** What became of a template. */
public sealed interface CompilationResult {
  record Compiled(CompiledTemplate template) implements CompilationResult {}

  /**
   * It cannot be used.
   *
   * @param diagnostics at least one: those of the whole first, then by variant
   */
  record Invalid(List<VariantDiagnostic> diagnostics) implements CompilationResult {
    public Invalid {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
