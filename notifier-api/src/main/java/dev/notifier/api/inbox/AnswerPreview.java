package dev.notifier.api.inbox;

import dev.notifier.config.RouteRecord;
import dev.notifier.config.prices.RoutePrices;
import dev.notifier.planning.PlanningDecision;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What an answer would be.
 *
 * @param text as the person gets it
 * @param sender what it leaves from
 * @param segments how many messages the carrier counts
 * @param cost in VND; null if no price is known
 */
record AnswerPreview(
    String text,
    @Nullable String sender,
    String route,
    String encoding,
    int segments,
    @Nullable BigDecimal cost) {
  static AnswerPreview of(
      PlanningDecision.Message message,
      String category,
      @Nullable RouteRecord route,
      LocalDate day) {
    RoutePrices prices = route == null ? RoutePrices.NONE : route.settings().costs();
    return new AnswerPreview(
        message.text(),
        message.sender(),
        message.route(),
        message.segments().encoding().name(),
        message.segments().count(),
        prices.cost(day, category, 0, message.segments().count()));
  }

  /** Omits the text. */
  @Override
  public String toString() {
    return "AnswerPreview[" + segments + "]";
  }
}
