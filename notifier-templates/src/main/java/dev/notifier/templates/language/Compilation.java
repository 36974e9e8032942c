package dev.notifier.templates.language;

import java.util.List;

/** What became of a wording. */
public sealed interface Compilation {
  record Compiled(Program program) implements Compilation {}

  /**
   * It cannot be used.
   *
   * @param mistakes at least one, in the order of the text
   */
  record Refused(List<Mistake> mistakes) implements Compilation {
    public Refused {
      mistakes = List.copyOf(mistakes);
    }
  }
}
