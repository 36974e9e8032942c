package dev.notifier.config.prices;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the segments of a route cost, in VND. Immutable.
 *
 * @param pricePerSegment for days and categories without a price; 0 = none is known
 */
public record RoutePrices(List<PriceConfig> prices, int pricePerSegment) {
  /** A route of which no price is known. */
  public static final RoutePrices NONE = new RoutePrices(List.of(), 0);

  public RoutePrices {
    prices = List.copyOf(prices);
  }

  /**
   * Returns the cost of the segments of a day.
   *
   * @param category the name of the category; an unknown one has the price of all
   * @param before the segments of the month before them, of the same route and category
   * @param segments their number
   * @return null if no price is known
   */
  public @Nullable BigDecimal cost(LocalDate day, String category, long before, long segments) {
    PriceConfig own = null;
    PriceConfig ofAll = null;
    for (PriceConfig price : prices) {
      if (price.category() == null) {
        ofAll = PriceRules.isNewer(price, ofAll, day) ? price : ofAll;
      } else if (price.category().name().equals(category)) {
        own = PriceRules.isNewer(price, own, day) ? price : own;
      }
    }
    PriceConfig price = own == null ? ofAll : own;
    if (price == null) {
      return pricePerSegment == 0
          ? null
          : BigDecimal.valueOf(pricePerSegment).multiply(BigDecimal.valueOf(segments));
    }
    BigDecimal perSegment = price.perSegment();
    return perSegment == null
        ? upTo(price.steps(), before + segments).subtract(upTo(price.steps(), before))
        : perSegment.multiply(BigDecimal.valueOf(segments));
  }

  /** The cost of the first segments of a month. */
  private static BigDecimal upTo(List<PriceStep> steps, long segments) {
    BigDecimal cost = BigDecimal.ZERO;
    for (int i = 0; i < steps.size(); i++) {
      long end = i + 1 < steps.size() ? steps.get(i + 1).above() : Long.MAX_VALUE;
      long inStep = Math.min(segments, end) - steps.get(i).above();
      if (inStep > 0) {
        cost = cost.add(steps.get(i).perSegment().multiply(BigDecimal.valueOf(inStep)));
      }
    }
    return cost;
  }
}
