package dev.notifier.templates.language.parse;

import org.jspecify.annotations.Nullable;

/** How two values are compared. */
public enum Comparison {
  EQUAL("=="),
  UNEQUAL("!="),
  LESS("<"),
  AT_MOST("<="),
  MORE(">"),
  AT_LEAST(">=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }

  public boolean isOrder() {
    return this != EQUAL && this != UNEQUAL;
  }

  /**
   * @param order as of {@link Comparable}
   */
  public boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case UNEQUAL -> order != 0;
      case LESS -> order < 0;
      case AT_MOST -> order <= 0;
      case MORE -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  static @Nullable Comparison of(TagToken token) {
    for (Comparison each : values()) {
      if (token.is(each.sign)) {
        return each;
      }
    }
    return null;
  }
}
