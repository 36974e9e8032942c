package dev.notifier.templates.language.program;

import dev.notifier.templates.TextError;

/** The result of running a program on an event's data. */
public sealed interface ProgramResult {
  /**
   * A rendered text, not yet normalized for sending.
   *
   * @param text of at most {@link CompiledProgram#MAX_OUTPUT_UNITS}, never blank
   */
  record Text(String text) implements ProgramResult {
    /** Omits the text, which is personal. */
    @Override
    public String toString() {
      return "Text[" + text.length() + " units]";
    }
  }

  /**
   * There is no text.
   *
   * @param field a path in the data, or empty
   * @param detail what to do; never contains a value
   */
  record Problem(TextError error, String field, String detail) implements ProgramResult {}
}
