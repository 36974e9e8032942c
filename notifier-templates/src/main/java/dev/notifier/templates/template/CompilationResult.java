package dev.notifier.templates.template;

import java.util.List;

/** What became of a template. */
public sealed interface CompilationResult {
  record Compiled(CompiledTemplate wording) implements CompilationResult {}

  /**
   * It cannot be used.
   *
   * @param mistakes at least one: those of the whole first, then by variant
   */
  record Refused(List<VariantDiagnostic> mistakes) implements CompilationResult {
    public Refused {
      mistakes = List.copyOf(mistakes);
    }
  }
}
