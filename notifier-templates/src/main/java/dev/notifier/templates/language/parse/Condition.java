package dev.notifier.templates.language.parse;

import java.util.List;

/** What an {@code if} asks. */
public sealed interface Condition {
  /** Whether there is something: not missing, null, blank, false or an empty list. */
  record There(Operand.Path path) implements Condition {}

  record Compare(Operand left, Comparison comparison, Operand right, int at) implements Condition {}

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
