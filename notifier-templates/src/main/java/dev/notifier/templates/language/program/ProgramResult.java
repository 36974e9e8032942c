package dev.notifier.templates.language.program;

import dev.notifier.templates.TextError;
import dev.notifier.templates.language.TemplateLanguage;

/** What a program made of an event's data. */
public sealed interface ProgramResult {
  /**
   * A text, as the values were written: not yet finished for the wire.
   *
   * @param text of at most {@link TemplateLanguage#MAX_OUTPUT_UNITS}, never blank
   */
  record Text(String text) implements ProgramResult {
    /** Without the text: it is personal. */
    @Override
    public String toString() {
      return "Text[" + text.length() + " units]";
    }
  }

  /**
   * No text.
   *
   * @param field a path in the data, or empty
   * @param detail what to do; never holds a value
   */
  record Problem(TextError error, String field, String detail) implements ProgramResult {}
}
