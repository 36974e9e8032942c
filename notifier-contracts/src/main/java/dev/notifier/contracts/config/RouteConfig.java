package dev.notifier.contracts.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One carrier connection: where it is, how to log in, what the contract allows.
 *
 * @param host the message centre
 * @param port its SMPP port
 * @param systemId at most 15 characters (SMPP v3.4, 4.1.1)
 * @param password at most 8 characters (SMPP v3.4, 4.1.1); never logged
 * @param systemType at most 12 characters
 * @param sessions binds at once, over all workers
 * @param maxSessions partitions that the route's submit topics are made with; sessions stay below
 * @param window unanswered submit_sm at once, per session, up to 1,000: a checkpoint lists two
 *     windows in one record
 * @param rate segments per second over all sessions; 0 = as fast as the carrier answers
 * @param source who the message is from
 * @param messageIdFormat how the carrier writes its ids
 * @param receipts what a positive receipt is worth
 * @param noReceiptAfter how long a receipt is waited for
 * @param responseTimeout how long the answer to a submit_sm is waited for
 * @param pricePerSegment in VND
 * @param failover routes to try when this one cannot, in order
 * @param statusMap how single command_status codes are treated, by code such as {@code 0x45}
 * @param prefixes national prefixes such as {@code 086} that belong to this carrier
 */
public record RouteConfig(
    @DefaultValue("127.0.0.1") @NotBlank String host,
    @DefaultValue("2775") @Min(1) @Max(65535) int port,
    @DefaultValue @Valid Tls tls,
    @DefaultValue("notifier") @NotBlank @Size(max = 15, message = "may have at most 15 characters") String systemId,
    @DefaultValue("") @Size(max = 8, message = "may have at most 8 characters") String password,
    @DefaultValue("") @Size(max = 12, message = "may have at most 12 characters") String systemType,
    @DefaultValue("transceiver") @NotNull BindMode bind,
    @DefaultValue("1") @Min(1) @Max(64) int sessions,
    @DefaultValue("16") @Min(1) @Max(64) int maxSessions,
    @DefaultValue("100") @Min(1) @Max(1_000) int window,
    @DefaultValue("0") @Min(0) @Max(1_000_000) int rate,
    @DefaultValue @Valid Source source,
    @DefaultValue("auto") @NotNull MessageIdFormat messageIdFormat,
    @DefaultValue("handset") @NotNull Receipts receipts,
    @DefaultValue("48h")
        @NotNull @DurationMin(minutes = 1, message = MINUTE_TO_MONTH)
        @DurationMax(days = 30, message = MINUTE_TO_MONTH)
        Duration noReceiptAfter,
    @DefaultValue("30s")
        @NotNull @DurationMin(seconds = 1, message = SECOND_TO_MINUTES)
        @DurationMax(minutes = 5, message = SECOND_TO_MINUTES)
        Duration responseTimeout,
    @DefaultValue("0") @Min(0) int pricePerSegment,
    @DefaultValue List<String> failover,
    @DefaultValue Map<String, String> statusMap,
    @DefaultValue
        List<@Pattern(regexp = "0\\d{2}", message = "must be 0 and two digits") String> prefixes) {

  private static final String MINUTE_TO_MONTH = "must be from 1m to 30d";
  private static final String SECOND_TO_MINUTES = "must be from 1s to 5m";

  /** The session kinds of SMPP v3.4, 2.1. */
  public enum BindMode {
    TRANSCEIVER,
    TRANSMITTER_RECEIVER
  }

  /** How a carrier writes message ids in the response and in the receipt. */
  public enum MessageIdFormat {
    AS_IS,
    HEX_RESPONSE,
    HEX_RECEIPT,
    AUTO
  }

  /** What a positive receipt proves: the handset has it, the message centre has it, nothing. */
  public enum Receipts {
    HANDSET,
    SMSC,
    NONE
  }

  /**
   * The sender.
   *
   * @param address at most 11 characters when alphanumeric (GSM TS 23.040, 9.1.2.5)
   * @param ton type of number, 5 = alphanumeric (SMPP v3.4, 5.2.5)
   * @param npi numbering plan indicator (SMPP v3.4, 5.2.6)
   */
  public record Source(
      @DefaultValue("BHXHVN")
          @Pattern(regexp = "[A-Za-z0-9 ._+-]{1,20}", message = "must be 1 to 20 ASCII characters") String address,
      @DefaultValue("5") @Min(0) @Max(6) int ton,
      @DefaultValue("0") @Min(0) @Max(18) int npi) {}

  /** Encryption of the link. */
  public record Tls(@DefaultValue("false") boolean enabled) {}

  /** The same route with another password. */
  public RouteConfig withPassword(String other) {
    return new RouteConfig(
        host,
        port,
        tls,
        systemId,
        other,
        systemType,
        bind,
        sessions,
        maxSessions,
        window,
        rate,
        source,
        messageIdFormat,
        receipts,
        noReceiptAfter,
        responseTimeout,
        pricePerSegment,
        failover,
        statusMap,
        prefixes);
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "RouteConfig["
        + host
        + ":"
        + port
        + ", system-id="
        + systemId
        + ", sessions="
        + sessions
        + ", window="
        + window
        + ", rate="
        + rate
        + "]";
  }
}
