package dev.notifier.templates.wording;

import java.util.List;

/** What became of a template. */
public sealed interface WordingCompilation {
  record Compiled(Wording wording) implements WordingCompilation {}

  /**
   * It cannot be used.
   *
   * @param mistakes at least one: those of the whole first, then by variant
   */
  record Refused(List<VariantMistake> mistakes) implements WordingCompilation {
    public Refused {
      mistakes = List.copyOf(mistakes);
    }
  }
}
