package dev.notifier.config;

import static dev.notifier.config.ValueMessages.SECOND_TO_MINUTES;
import static dev.notifier.config.values.DefaultValues.orDefault;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.ZoneId;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings for reading and acknowledging the receipts and inbound messages of a carrier.
 *
 * @param zone of the dates in receipts
 * @param retryStatus command_status that asks the carrier to send it again, such as {@code 0x64}
 * @param ackTimeout how long Kafka may take to store it before the carrier gets {@code retryStatus}
 * @param trustReceiptText whether a message without the marks of a receipt is one if its text has
 *     the form of a receipt; anyone who can send a message to the route could then write receipts
 */
public record InboundConfig(
    @DefaultValue("Asia/Ho_Chi_Minh") @NotNull ZoneId zone,
    @DefaultValue("0x64")
        @Pattern(regexp = "0x[0-9A-Fa-f]{1,8}", message = "must be written like 0x64, in quotes") String retryStatus,
    @DefaultValue("5s")
        @NotNull @DurationMin(seconds = 1, message = SECOND_TO_MINUTES)
        @DurationMax(minutes = 5, message = SECOND_TO_MINUTES)
        Duration ackTimeout,
    @DefaultValue("false") boolean trustReceiptText) {
  /** Accepts routes that were stored before a component was added. */
  public InboundConfig {
    zone = orDefault(zone, InboundConfig.class, InboundConfig::zone);
    retryStatus = orDefault(retryStatus, InboundConfig.class, InboundConfig::retryStatus);
    ackTimeout = orDefault(ackTimeout, InboundConfig.class, InboundConfig::ackTimeout);
  }
}
