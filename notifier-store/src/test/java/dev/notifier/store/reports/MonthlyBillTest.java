package dev.notifier.store.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.prices.PriceConfig;
import dev.notifier.config.prices.PriceStep;
import dev.notifier.config.prices.RoutePrices;
import dev.notifier.contracts.Category;
import dev.notifier.store.reports.SentSegmentStore.Day;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MonthlyBillTest {
  @Test
  void eachDayHasThePriceOfItsCategoryThatIsInForce() {
    RoutePrices prices =
        new RoutePrices(
            List.of(
                price(null, "2026-01-01", "300"),
                price(Category.OTP, "2026-01-01", "500.5"),
                price(Category.OTP, "2026-12-02", "400")),
            0);
    assertThat(
            amounts(
                prices,
                day("2026-12-01", "OTP", 2, 2),
                day("2026-12-02", "OTP", 2, 2),
                day("2026-12-02", "SERVICE", 3, 3)))
        .containsExactly("1001", "800", "900");
    assertThat(amounts(prices, day("2025-12-31", "OTP", 1, 1))).containsExactly("none");
  }

  @Test
  void withoutAPriceThatOfTheRouteCounts() {
    assertThat(amounts(new RoutePrices(List.of(), 250), day("2026-12-01", "OTP", 2, 2)))
        .containsExactly("500");
    assertThat(amounts(RoutePrices.NONE, day("2026-12-01", "OTP", 2, 2))).containsExactly("none");
  }

  /** 10 segments at 100, the next 10 at 90, the rest at 80; other categories do not count. */
  @Test
  void stepsDependOnTheSegmentsOfTheMonth() {
    RoutePrices prices =
        new RoutePrices(
            List.of(
                new PriceConfig(
                    Category.SERVICE,
                    LocalDate.parse("2026-01-01"),
                    null,
                    List.of(step(0, "100"), step(10, "90"), step(20, "80")))),
            0);
    assertThat(
            amounts(
                prices,
                day("2026-12-01", "SERVICE", 8, 8),
                day("2026-12-02", "OTP", 100, 100),
                day("2026-12-02", "SERVICE", 4, 4),
                day("2026-12-03", "SERVICE", 18, 18)))
        .containsExactly("800", "none", "380", "1520");
  }

  @Test
  void aTenantHasItsShareOfADay() {
    RoutePrices prices =
        new RoutePrices(
            List.of(
                new PriceConfig(
                    null,
                    LocalDate.parse("2026-01-01"),
                    null,
                    List.of(step(0, "100"), step(10, "50")))),
            0);
    assertThat(amounts(prices, day("2026-12-01", "OTP", 20, 5), day("2026-12-02", "OTP", 7, 0)))
        .containsExactly("375");
  }

  private static PriceConfig price(@Nullable Category category, String from, String amount) {
    return new PriceConfig(category, LocalDate.parse(from), new BigDecimal(amount), List.of());
  }

  private static PriceStep step(long above, String amount) {
    return new PriceStep(above, new BigDecimal(amount));
  }

  private static Day day(String day, String category, long segments, long selected) {
    return new Day(LocalDate.parse(day), "r", "", category, "a.b", "", segments, selected);
  }

  private static List<String> amounts(RoutePrices prices, Day... days) {
    return MonthlyBill.of(List.of(days), Map.of("r", prices)).stream()
        .map(line -> {
          BigDecimal amount = line.amount();
          return amount == null ? "none" : amount.stripTrailingZeros().toPlainString();
        })
        .toList();
  }
}
