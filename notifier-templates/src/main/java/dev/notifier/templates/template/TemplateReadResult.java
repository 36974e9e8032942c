package dev.notifier.templates.template;

import dev.notifier.templates.language.Diagnostic;
import java.util.List;

/** What a template file holds. */
public sealed interface TemplateReadResult {
  record Read(TemplateSource source) implements TemplateReadResult {}

  /**
   * It cannot be read.
   *
   * @param mistakes at least one, with their places in the file
   */
  record Refused(List<Diagnostic> mistakes) implements TemplateReadResult {
    public Refused {
      mistakes = List.copyOf(mistakes);
    }
  }
}
