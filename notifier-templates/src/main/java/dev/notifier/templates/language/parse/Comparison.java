package dev.notifier.templates.language.parse;

import org.jspecify.annotations.Nullable;

/** The comparison operators. */
public enum Comparison {
  EQUAL("=="),
  UNEQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">=");

  private final String symbol;

  Comparison(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }

  public boolean isOrdering() {
    return this != EQUAL && this != UNEQUAL;
  }

  /** Whether the comparison is true for this result of {@link Comparable#compareTo}. */
  public boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case UNEQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  static @Nullable Comparison of(TagToken token) {
    for (Comparison each : values()) {
      if (token.isSymbol(each.symbol)) {
        return each;
      }
    }
    return null;
  }
}
