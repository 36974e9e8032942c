package dev.notifier.config.batches;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings for batches.
 *
 * @param releaseLimit how many lines one person may send with a batch; a larger one has to be
 *     released by another person. 0 to 10 million
 */
public record BatchesConfig(
    @DefaultValue("1000")
        @Min(value = 0, message = "must be from 0 to 10000000") @Max(value = 10_000_000, message = "must be from 0 to 10000000") int releaseLimit) {}
