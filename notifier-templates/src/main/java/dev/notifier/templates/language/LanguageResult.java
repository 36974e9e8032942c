package dev.notifier.templates.language;

import java.util.List;

/** What became of a wording. */
public sealed interface LanguageResult {
  record Compiled(CompiledProgram program) implements LanguageResult {}

  /**
   * It cannot be used.
   *
   * @param mistakes at least one, in the order of the text
   */
  record Refused(List<Diagnostic> mistakes) implements LanguageResult {
    public Refused {
      mistakes = List.copyOf(mistakes);
    }
  }
}
