package dev.notifier.config;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param registeredTemplates whether it takes only messages of templates that its carrier approved
 * @param link timers of the link
 * @param message how a message looks on the wire
 * @param inbound how what the carrier delivers is read and answered
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
        List<@Pattern(regexp = "0\\d{2}", message = "must be 0 and two digits") String> prefixes,
    @DefaultValue("off") @NotNull RegisteredTemplates registeredTemplates,
    @DefaultValue @Valid Link link,
    @DefaultValue @Valid Message message,
    @DefaultValue @Valid Inbound inbound) {

  private static final String MINUTE_TO_MONTH = "must be from 1m to 30d";
  private static final String SECOND_TO_MINUTES = "must be from 1s to 5m";

  /** A route of an older form may lack what came later. */
  public RouteConfig {
    registeredTemplates = Objects.requireNonNullElse(registeredTemplates, RegisteredTemplates.OFF);
  }

  /** Whether a carrier must have approved a template before it is used on its route. */
  public enum RegisteredTemplates {
    REQUIRED,
    OFF
  }

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

  /**
   * Encryption of the link. Files are PEM; an empty name means what the platform trusts, or no
   * certificate of our own.
   *
   * @param verifyHost whether the carrier's certificate must name the host
   * @param trustCertificates file of the certificates that are trusted
   * @param certificate file of the certificate that we show, with its chain
   * @param privateKey file of its key, PKCS#8 and not encrypted
   */
  public record Tls(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("true") boolean verifyHost,
      @DefaultValue("") String trustCertificates,
      @DefaultValue("") String certificate,
      @DefaultValue("") String privateKey) {}

  /**
   * The timers of a link (SMPP v3.4, 7.2).
   *
   * @param connectTimeout for the TCP connection and TLS
   * @param bindTimeout for the answer to the bind
   * @param enquireEvery an enquire_link is sent when nothing was received, or nothing was sent, for
   *     this time
   * @param enquireTimeout how long its response, or any other PDU, is awaited
   * @param enquireMisses number of unanswered requests in a row after which the link is closed
   */
  public record Link(
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
      @DefaultValue("3") @Min(1) @Max(10) int enquireMisses) {}

  /** How the segments of a long message are tied together. */
  public enum Concatenation {
    /** User data header with an 8-bit reference (3GPP TS 23.040, 9.2.3.24.1). */
    UDH8,
    /** User data header with a 16-bit reference (3GPP TS 23.040, 9.2.3.24.8). */
    UDH16,
    /** sar_msg_ref_num and its companions (SMPP v3.4, 5.3.2.22 to 5.3.2.24). */
    SAR,
    /** The whole message in one message_payload (SMPP v3.4, 5.3.2.32); the carrier cuts it. */
    PAYLOAD
  }

  /** What the carrier takes for its default alphabet, for texts that GSM 03.38 holds. */
  public enum Alphabet {
    /** GSM 03.38, one septet an octet. */
    GSM7,
    /** GSM 03.38, eight septets in seven octets. */
    GSM7_PACKED,
    /** ISO 8859-1. */
    LATIN1,
    /** ASCII. */
    ASCII
  }

  /**
   * How a message looks on the wire.
   *
   * @param alphabet of texts that GSM 03.38 holds; a text with a character that the alphabet lacks
   *     goes as UCS-2
   * @param dataCoding of such texts: 0 = the centre's default, 1 = ASCII, 3 = ISO 8859-1 (SMPP
   *     v3.4, 5.2.19)
   * @param destinationTon type of number of the recipient, 1 = international
   * @param destinationNpi numbering plan of the recipient, 1 = E.164
   * @param maxValidity the longest validity_period that the carrier takes
   * @param refusedCharacters characters that the carrier takes in no text, such as {@code &%#}
   * @param tlvs optional parameters of the carrier's own, sent with every segment: tag such as
   *     {@code 0x1401} to octets in hex
   */
  public record Message(
      @DefaultValue("udh8") @NotNull Concatenation concatenation,
      @DefaultValue("gsm7") @NotNull Alphabet alphabet,
      @DefaultValue("0") @Min(0) @Max(255) int dataCoding,
      @DefaultValue("1") @Min(0) @Max(6) int destinationTon,
      @DefaultValue("1") @Min(0) @Max(18) int destinationNpi,
      @DefaultValue("7d")
          @NotNull @DurationMin(minutes = 1, message = MINUTE_TO_MONTH)
          @DurationMax(days = 28, message = MINUTE_TO_MONTH)
          Duration maxValidity,
      @DefaultValue("") @Size(max = 64, message = "may have at most 64 characters") String refusedCharacters,
      @DefaultValue Map<String, String> tlvs) {
    /** A route of an older form may lack what came later. */
    public Message {
      refusedCharacters = Objects.requireNonNullElse(refusedCharacters, "");
    }
  }

  /**
   * How what the carrier delivers is read and answered.
   *
   * @param zone of the dates in receipts
   * @param retryStatus command_status that makes the carrier send it again, such as {@code 0x64}
   * @param ackTimeout so long Kafka may take before it is refused for now
   */
  public record Inbound(
      @DefaultValue("Asia/Ho_Chi_Minh") @NotNull ZoneId zone,
      @DefaultValue("0x64")
          @Pattern(regexp = "0x[0-9A-Fa-f]{1,8}", message = "must be written like 0x64, in quotes") String retryStatus,
      @DefaultValue("5s")
          @NotNull @DurationMin(seconds = 1, message = SECOND_TO_MINUTES)
          @DurationMax(minutes = 5, message = SECOND_TO_MINUTES)
          Duration ackTimeout) {}

  /** The same route with another password. */
  public RouteConfig withPassword(String other) {
    return with(other, sessions, window, rate);
  }

  /** The same route with other limits. */
  public RouteConfig withLimits(int otherSessions, int otherWindow, int otherRate) {
    return with(password, otherSessions, otherWindow, otherRate);
  }

  private RouteConfig with(
      String otherPassword, int otherSessions, int otherWindow, int otherRate) {
    return new RouteConfig(
        host,
        port,
        tls,
        systemId,
        otherPassword,
        systemType,
        bind,
        otherSessions,
        maxSessions,
        otherWindow,
        otherRate,
        source,
        messageIdFormat,
        receipts,
        noReceiptAfter,
        responseTimeout,
        pricePerSegment,
        failover,
        statusMap,
        prefixes,
        registeredTemplates,
        link,
        message,
        inbound);
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
