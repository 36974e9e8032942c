package dev.notifier.templates.language.parse;

import java.util.List;

/** The condition of an {@code if}. */
public sealed interface Condition {
  /** True unless the value is missing, null, blank, false or an empty list. */
  record Present(Operand.Path path) implements Condition {}

  record Compare(Operand left, Comparison comparison, Operand right, int offset)
      implements Condition {}

  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }
  }

  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }
  }
}
