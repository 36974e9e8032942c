package dev.notifier.templates.wording;

import dev.notifier.templates.language.Mistake;
import java.util.List;

/** What a template file holds. */
public sealed interface TemplateReading {
  record Read(TemplateSource source) implements TemplateReading {}

  /**
   * It cannot be read.
   *
   * @param mistakes at least one, with their places in the file
   */
  record Refused(List<Mistake> mistakes) implements TemplateReading {
    public Refused {
      mistakes = List.copyOf(mistakes);
    }
  }
}
