package dev.notifier.templates.language;

import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.program.CompiledProgram;
import java.util.List;

/** What became of a wording. */
public sealed interface LanguageResult {
  record Compiled(CompiledProgram program) implements LanguageResult {}

  /**
   * It cannot be used.
   *
   * @param diagnostics at least one, in the order of the text
   */
  record Invalid(List<Diagnostic> diagnostics) implements LanguageResult {
    public Invalid {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
