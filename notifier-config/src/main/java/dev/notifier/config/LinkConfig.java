package dev.notifier.config;

import static dev.notifier.config.ValueMessages.SECOND_TO_MINUTES;
import static dev.notifier.config.values.DefaultValues.orDefault;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The timers of a link (SMPP v3.4, 7.2).
 *
 * @param connectTimeout for the TCP connection and TLS
 * @param bindTimeout for the response to the bind
 * @param enquireEvery an enquire_link is sent when nothing was received, or nothing was sent, for
 *     this time
 * @param enquireTimeout how long its response, or any other PDU, is awaited
 * @param enquireMisses number of unanswered requests in a row after which the link is closed
 */
public record LinkConfig(
    @DefaultValue("10s")
        @NotNull @DurationMin(seconds = 1, message = SECOND_TO_MINUTES)
        @DurationMax(minutes = 5, message = SECOND_TO_MINUTES)
        Duration connectTimeout,
    @DefaultValue("15s")
        @NotNull @DurationMin(seconds = 1, message = SECOND_TO_MINUTES)
        @DurationMax(minutes = 5, message = SECOND_TO_MINUTES)
        Duration bindTimeout,
    @DefaultValue("30s")
        @NotNull @DurationMin(seconds = 1, message = SECOND_TO_MINUTES)
        @DurationMax(minutes = 5, message = SECOND_TO_MINUTES)
        Duration enquireEvery,
    @DefaultValue("10s")
        @NotNull @DurationMin(seconds = 1, message = SECOND_TO_MINUTES)
        @DurationMax(minutes = 5, message = SECOND_TO_MINUTES)
        Duration enquireTimeout,
    @DefaultValue("3") @Min(1) @Max(10) int enquireMisses) {
  /** Accepts routes that were stored before a component was added. */
  public LinkConfig {
    connectTimeout = orDefault(connectTimeout, LinkConfig.class, LinkConfig::connectTimeout);
    bindTimeout = orDefault(bindTimeout, LinkConfig.class, LinkConfig::bindTimeout);
    enquireEvery = orDefault(enquireEvery, LinkConfig.class, LinkConfig::enquireEvery);
    enquireTimeout = orDefault(enquireTimeout, LinkConfig.class, LinkConfig::enquireTimeout);
  }
}
