package dev.notifier.config.prices;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A price that depends on how many segments a month has.
 *
 * @param above the segments of the month that have another price; the first step has 0
 * @param perSegment the price in VND of the segments after these
 */
public record PriceStep(
    @DefaultValue("0") @Min(0) long above,
    @NotNull(message = "must be set") @DecimalMin("0") @Digits(
            integer = 7,
            fraction = 4,
            message = "must have at most 7 digits, and 4 after the full stop")
        BigDecimal perSegment) {}
