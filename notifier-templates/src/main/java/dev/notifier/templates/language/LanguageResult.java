package dev.notifier.templates.language;

import dev.notifier.templates.language.diagnostic.Diagnostic;
import dev.notifier.templates.language.program.CompiledProgram;
import java.util.List;

/** The result of compiling the text of a variant. */
public sealed interface LanguageResult {
  record Compiled(CompiledProgram program) implements LanguageResult {}

  /**
   * The text has errors.
   *
   * @param diagnostics at least one, in the order of the text
   */
  record Invalid(List<Diagnostic> diagnostics) implements LanguageResult {
    public Invalid {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
