package dev.notifier.config.prices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules between the prices of a route. */
public final class PriceRules {
  private PriceRules() {}

  /**
   * What is wrong.
   *
   * @param index of the price, from 0
   * @param problem what is wrong, without a full stop
   * @param advice what to do, without a full stop
   */
  public record Violation(int index, String problem, String advice) {}

  /** Checks the prices of a route. */
  public static List<Violation> check(List<PriceConfig> prices) {
    List<Violation> violations = new ArrayList<>();
    Map<String, Integer> begins = new HashMap<>();
    for (int i = 0; i < prices.size(); i++) {
      PriceConfig price = prices.get(i);
      Integer other = begins.putIfAbsent(price.category() + " " + price.validFrom(), i);
      if (other != null) {
        violations.add(
            new Violation(
                i,
                "it begins on the same day as prices[" + other + "], for the same category",
                "Remove one of them"));
      }
      Violation violation = check(i, price.perSegment(), price.steps());
      if (violation != null) {
        violations.add(violation);
      }
    }
    return violations;
  }

  private static @Nullable Violation check(
      int index, @Nullable BigDecimal perSegment, List<PriceStep> steps) {
    if ((perSegment == null) == steps.isEmpty()) {
      return new Violation(
          index, "it needs one of per-segment and steps", "Set one of them, and not both");
    }
    for (int i = 0; i < steps.size(); i++) {
      long before = i == 0 ? 0 : steps.get(i - 1).above();
      boolean inOrder = i == 0 ? steps.get(i).above() == 0 : steps.get(i).above() > before;
      if (!inOrder) {
        return new Violation(
            index,
            "its steps are not in ascending order from 0",
            "Begin with above: 0, and give each step more than the one before");
      }
    }
    return null;
  }

  /** Whether the price is in force on the day, and later than the other one. */
  static boolean isNewer(PriceConfig price, @Nullable PriceConfig other, LocalDate day) {
    return !price.validFrom().isAfter(day)
        && (other == null || price.validFrom().isAfter(other.validFrom()));
  }
}
