package dev.notifier.templates.language.parse;

import java.util.List;

/** A template as it was written. Immutable. */
public sealed interface Node {
  record Literal(String text) implements Node {}

  record Output(Operand operand, List<FilterCall> filters, int at) implements Node {
    public Output {
      filters = List.copyOf(filters);
    }
  }

  /**
   * @param branches at least one; the first whose condition holds
   * @param otherwise when none does
   */
  record If(List<Branch> branches, List<Node> otherwise) implements Node {
    public If {
      branches = List.copyOf(branches);
      otherwise = List.copyOf(otherwise);
    }
  }

  record Branch(Condition condition, List<Node> body) {
    public Branch {
      body = List.copyOf(body);
    }
  }
}
