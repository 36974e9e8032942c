package dev.notifier.config.prices;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.Category;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a carrier charges for a segment from a day on. Has either one price or steps.
 *
 * @param category of the messages; null = those without a price of their own
 * @param validFrom the first day in Vietnam, until the next price of the same category begins
 * @param perSegment in VND
 * @param steps prices by the segments of the route and category in a month, in ascending order
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PriceConfig(
    @Nullable Category category,
    @NotNull(message = "must be a day such as 2026-01-01") LocalDate validFrom,
    @DecimalMin("0") @Digits(
            integer = 7,
            fraction = 4,
            message = "must have at most 7 digits, and 4 after the full stop")
        @Nullable BigDecimal perSegment,
    @DefaultValue List<@Valid PriceStep> steps) {
  public PriceConfig {
    steps = List.copyOf(Objects.requireNonNullElse(steps, List.of()));
  }
}
