package dev.notifier.store.reports;

import dev.notifier.config.prices.RoutePrices;
import dev.notifier.store.reports.SentSegmentStore.Day;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the segments of a month cost. Prices in steps depend on all segments of a route and category
 * since the begin of the month, so a tenant pays its share of what a day costs.
 */
public final class MonthlyBill {
  /** More digits than a price has, so that the share of a tenant is not rounded twice. */
  private static final int SCALE = 6;

  private MonthlyBill() {}

  /**
   * The selected segments of a day.
   *
   * @param segments from 1
   * @param amount in VND, not rounded to whole VND; null if no price is known
   */
  public record Line(Day day, long segments, @Nullable BigDecimal amount) {}

  private record Volume(String route, String category) {}

  /**
   * What a part of a month costs, with all tenants.
   *
   * @param amount null if no price is known
   */
  private record Cost(long segments, @Nullable BigDecimal amount) {
    @Nullable BigDecimal share(long selected) {
      return amount == null
          ? null
          : amount
              .multiply(BigDecimal.valueOf(selected))
              .divide(BigDecimal.valueOf(segments), SCALE, RoundingMode.HALF_EVEN);
    }
  }

  /**
   * Calculates what was selected, in the order of the days.
   *
   * @param days all segments of the month
   * @param prices by route; a route that is missing has no price
   */
  public static List<Line> of(List<Day> days, Map<String, RoutePrices> prices) {
    TreeMap<LocalDate, Map<Volume, Long>> volumes = new TreeMap<>();
    for (Day day : days) {
      volumes
          .computeIfAbsent(day.day(), _ -> new HashMap<>())
          .merge(new Volume(day.route(), day.category()), day.segments(), Long::sum);
    }
    Map<LocalDate, Map<Volume, Cost>> costs = new HashMap<>();
    Map<Volume, Long> before = new HashMap<>();
    volumes.forEach((date, ofDay) -> costs.put(date, costs(date, ofDay, before, prices)));
    List<Line> lines = new ArrayList<>();
    for (Day day : days) {
      if (day.selected() > 0) {
        Cost cost =
            costs
                .getOrDefault(day.day(), Map.of())
                .getOrDefault(new Volume(day.route(), day.category()), new Cost(1, null));
        lines.add(new Line(day, day.selected(), cost.share(day.selected())));
      }
    }
    return lines;
  }

  /**
   * @param before the segments of the month until now; those of the day are added
   */
  private static Map<Volume, Cost> costs(
      LocalDate date,
      Map<Volume, Long> ofDay,
      Map<Volume, Long> before,
      Map<String, RoutePrices> prices) {
    Map<Volume, Cost> costs = new HashMap<>();
    ofDay.forEach((volume, segments) -> {
      long until = before.getOrDefault(volume, 0L);
      BigDecimal amount =
          prices
              .getOrDefault(volume.route(), RoutePrices.NONE)
              .cost(date, volume.category(), until, segments);
      costs.put(volume, new Cost(segments, amount));
      before.put(volume, until + segments);
    });
    return costs;
  }
}
