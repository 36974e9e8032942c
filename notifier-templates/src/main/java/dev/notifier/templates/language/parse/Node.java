package dev.notifier.templates.language.parse;

import java.util.List;

/** A node of the syntax tree of a template. Immutable. */
public sealed interface Node {
  record Literal(String text) implements Node {}

  record Output(Operand operand, List<FilterCall> filters, int offset) implements Node {
    public Output {
      filters = List.copyOf(filters);
    }
  }

  /**
   * Selects the first branch whose condition is true.
   *
   * @param branches at least one
   * @param otherwise if no condition is true
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
