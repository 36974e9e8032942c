package dev.notifier.templates.template;

import dev.notifier.templates.language.diagnostic.Diagnostic;
import java.util.List;

/** The content of a template file. */
public sealed interface TemplateReadResult {
  record Read(TemplateSource source) implements TemplateReadResult {}

  /**
   * The file has errors.
   *
   * @param diagnostics at least one, with their positions in the file
   */
  record Invalid(List<Diagnostic> diagnostics) implements TemplateReadResult {
    public Invalid {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
