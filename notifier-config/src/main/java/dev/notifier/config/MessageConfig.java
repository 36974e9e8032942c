package dev.notifier.config;

import static dev.notifier.config.ValueMessages.MINUTE_TO_28_DAYS;
import static dev.notifier.config.values.DefaultValues.orDefault;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The wire format of messages on a route.
 *
 * @param alphabet the carrier's default alphabet; a text with a character that it lacks is sent as
 *     UCS-2
 * @param dataCoding data_coding of texts in that alphabet: 0 = the SMSC's default, 1 = ASCII, 3 =
 *     ISO 8859-1 (SMPP v3.4, 5.2.19)
 * @param destinationTon type of number of the recipient, 1 = international
 * @param destinationNpi numbering plan of the recipient, 1 = E.164
 * @param validity what is sent as validity_period
 * @param maxValidity the longest validity_period that the carrier accepts
 * @param rejectedCharacters characters that the carrier rejects in every text, such as {@code &%#}
 * @param tlvs optional parameters of the carrier, sent with every segment: tag such as {@code
 *     0x1401} to bytes in hex
 */
public record MessageConfig(
    @DefaultValue("udh8") @NotNull Concatenation concatenation,
    @DefaultValue("gsm7") @NotNull Alphabet alphabet,
    @DefaultValue("0") @Min(0) @Max(255) int dataCoding,
    @DefaultValue("1") @Min(0) @Max(6) int destinationTon,
    @DefaultValue("1") @Min(0) @Max(18) int destinationNpi,
    @DefaultValue("remaining") @NotNull Validity validity,
    @DefaultValue("7d")
        @NotNull @DurationMin(minutes = 1, message = MINUTE_TO_28_DAYS)
        @DurationMax(days = 28, message = MINUTE_TO_28_DAYS)
        Duration maxValidity,
    @DefaultValue("") @Size(max = 64, message = "may have at most 64 characters") String rejectedCharacters,
    @DefaultValue Map<String, String> tlvs) {
  /** Accepts routes that were stored before a component was added. */
  public MessageConfig {
    concatenation = orDefault(concatenation, MessageConfig.class, MessageConfig::concatenation);
    alphabet = orDefault(alphabet, MessageConfig.class, MessageConfig::alphabet);
    validity = orDefault(validity, MessageConfig.class, MessageConfig::validity);
    maxValidity = orDefault(maxValidity, MessageConfig.class, MessageConfig::maxValidity);
    rejectedCharacters =
        orDefault(rejectedCharacters, MessageConfig.class, MessageConfig::rejectedCharacters);
    tlvs = orDefault(tlvs, MessageConfig.class, MessageConfig::tlvs);
  }

  /** The method of concatenating the segments of a long message. */
  public enum Concatenation {
    /** User data header with an 8-bit reference (3GPP TS 23.040, 9.2.3.24.1). */
    UDH8,
    /** User data header with a 16-bit reference (3GPP TS 23.040, 9.2.3.24.8). */
    UDH16,
    /** sar_msg_ref_num and related parameters (SMPP v3.4, 5.3.2.22 to 5.3.2.24). */
    SAR,
    /** The whole message in one message_payload (SMPP v3.4, 5.3.2.32); the carrier segments it. */
    PAYLOAD
  }

  /** The validity_period of a message (SMPP v3.4, 5.2.16). */
  public enum Validity {
    /** The time until the message expires. */
    REMAINING,
    /** None, for carriers that drop messages that have one. */
    NONE
  }

  /** The carrier's default alphabet, for texts that GSM 03.38 can represent. */
  public enum Alphabet {
    /** GSM 03.38, one septet per byte. */
    GSM7,
    /** GSM 03.38, eight septets in seven bytes. */
    GSM7_PACKED,
    /** ISO 8859-1. */
    LATIN1,
    /** ASCII. */
    ASCII
  }
}
