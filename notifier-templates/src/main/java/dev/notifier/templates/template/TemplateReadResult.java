package dev.notifier.templates.template;

import dev.notifier.templates.language.diagnostic.Diagnostic;
import java.util.List;

/** What a template file holds. */
public sealed interface TemplateReadResult {
  record Read(TemplateSource source) implements TemplateReadResult {}

  /**
   * It cannot be read.
   *
   * @param diagnostics at least one, with their places in the file
   */
  record Invalid(List<Diagnostic> diagnostics) implements TemplateReadResult {
    public Invalid {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
