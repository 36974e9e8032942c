package dev.notifier.config;

import static dev.notifier.config.ValueMessages.AT_MOST_64_CHARACTERS;
import static dev.notifier.config.ValueMessages.MINUTE_TO_MONTH;
import static dev.notifier.config.ValueMessages.SECOND_TO_MINUTES;
import static dev.notifier.config.values.DefaultValues.orDefault;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.config.prices.PriceConfig;
import dev.notifier.config.prices.RoutePrices;
import dev.notifier.config.sources.SenderConfig;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A route: the connection to one carrier account and what its contract allows. Its components have
 * the names of its configuration keys.
 *
 * <p>Where to connect and with which login comes from the configuration of each program only. JSON,
 * which is what PostgreSQL and Kafka have, neither contains these components nor can set them.
 *
 * @param host of the SMSC
 * @param port SMPP port of the SMSC
 * @param systemId at most 64 characters; SMPP v3.4, 4.1.1, allows 15
 * @param password at most 64 characters, of which SMPP v3.4 allows 8; never logged
 * @param systemType at most 64 characters; SMPP v3.4 allows 12
 * @param sessions binds at the same time, over all workers
 * @param maxSessions number of partitions of the route's submit topics; the limit of {@code
 *     sessions}
 * @param window outstanding submit_sm per session, up to 1,000: a checkpoint lists two windows in
 *     one record
 * @param rate segments per second over all sessions; 0 = as fast as the carrier responds
 * @param sources further addresses from which the route may send. An empty list is not written, so
 *     that the digests of stored routes are those of older releases
 * @param messageIdFormat how the carrier writes message ids
 * @param receipts what a positive receipt proves
 * @param receiptsPer what one receipt is about
 * @param receiptsNumber whether the number in a receipt must be that of the message
 * @param noReceiptAfter how long a receipt is awaited
 * @param responseTimeout how long the response to a submit_sm is awaited
 * @param pricePerSegment in VND, for days and categories without one of the prices
 * @param prices what the carrier charges. An empty list is not written, so that the digests of
 *     stored routes are those of older releases
 * @param failover routes to use when this one is down, in order
 * @param statusMap actions for single command_status codes, by code such as {@code 0x45}
 * @param prefixes national prefixes of this carrier's numbers, such as {@code 086}
 * @param registeredTemplates whether the carrier must have approved the template of a message
 * @param test whether the route carries the messages of test keys, and no others. False is not
 *     written, so that the digests of stored routes are those of older releases
 */
@JsonIgnoreProperties({"host", "port", "tls", "systemId", "password", "systemType"})
public record RouteConfig(
    @DefaultValue("127.0.0.1") @NotBlank String host,
    @DefaultValue("2775") @Min(1) @Max(65535) int port,
    @DefaultValue @Valid TlsConfig tls,
    @DefaultValue("notifier") @NotBlank @Size(max = 64, message = AT_MOST_64_CHARACTERS) String systemId,
    @DefaultValue("") @Size(max = 64, message = AT_MOST_64_CHARACTERS) String password,
    @DefaultValue("") @Size(max = 64, message = AT_MOST_64_CHARACTERS) String systemType,
    @DefaultValue("transceiver") @NotNull BindMode bind,
    @DefaultValue("1") @Min(1) @Max(64) int sessions,
    @DefaultValue("16") @Min(1) @Max(64) int maxSessions,
    @DefaultValue("100") @Min(1) @Max(1_000) int window,
    @DefaultValue("0") @Min(0) @Max(1_000_000) int rate,
    @DefaultValue @Valid SourceConfig source,
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @DefaultValue
        @Size(max = 100, message = "may have at most 100 addresses") List<@Valid SenderConfig> sources,
    @DefaultValue("auto") @NotNull MessageIdFormat messageIdFormat,
    @DefaultValue("handset") @NotNull Receipts receipts,
    @DefaultValue("segment") @NotNull ReceiptsPer receiptsPer,
    @DefaultValue("match") @NotNull ReceiptsNumber receiptsNumber,
    @DefaultValue("48h")
        @NotNull @DurationMin(minutes = 1, message = MINUTE_TO_MONTH)
        @DurationMax(days = 30, message = MINUTE_TO_MONTH)
        Duration noReceiptAfter,
    @DefaultValue("30s")
        @NotNull @DurationMin(seconds = 1, message = SECOND_TO_MINUTES)
        @DurationMax(minutes = 5, message = SECOND_TO_MINUTES)
        Duration responseTimeout,
    @DefaultValue("0") @Min(0) int pricePerSegment,
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
        @DefaultValue
        @Size(max = 100, message = "may have at most 100 prices") List<@Valid PriceConfig> prices,
    @DefaultValue List<String> failover,
    @DefaultValue Map<String, String> statusMap,
    @DefaultValue
        List<@Pattern(regexp = "0\\d{2}", message = "must be 0 and two digits") String> prefixes,
    @DefaultValue("off") @NotNull RegisteredTemplates registeredTemplates,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) @DefaultValue("false") boolean test,
    @DefaultValue @Valid LinkConfig link,
    @DefaultValue @Valid MessageConfig message,
    @DefaultValue @Valid InboundConfig inbound) {

  /** Accepts routes that were stored before a component was added, and without a connection. */
  public RouteConfig {
    host = Objects.requireNonNullElse(host, "");
    tls = orDefault(tls, RouteConfig.class, RouteConfig::tls);
    systemId = Objects.requireNonNullElse(systemId, "");
    password = Objects.requireNonNullElse(password, "");
    systemType = Objects.requireNonNullElse(systemType, "");
    bind = orDefault(bind, RouteConfig.class, RouteConfig::bind);
    source = orDefault(source, RouteConfig.class, RouteConfig::source);
    sources = orDefault(sources, RouteConfig.class, RouteConfig::sources);
    messageIdFormat = orDefault(messageIdFormat, RouteConfig.class, RouteConfig::messageIdFormat);
    receipts = orDefault(receipts, RouteConfig.class, RouteConfig::receipts);
    receiptsPer = orDefault(receiptsPer, RouteConfig.class, RouteConfig::receiptsPer);
    receiptsNumber = orDefault(receiptsNumber, RouteConfig.class, RouteConfig::receiptsNumber);
    noReceiptAfter = orDefault(noReceiptAfter, RouteConfig.class, RouteConfig::noReceiptAfter);
    responseTimeout = orDefault(responseTimeout, RouteConfig.class, RouteConfig::responseTimeout);
    prices = orDefault(prices, RouteConfig.class, RouteConfig::prices);
    failover = orDefault(failover, RouteConfig.class, RouteConfig::failover);
    statusMap = orDefault(statusMap, RouteConfig.class, RouteConfig::statusMap);
    prefixes = orDefault(prefixes, RouteConfig.class, RouteConfig::prefixes);
    registeredTemplates =
        orDefault(registeredTemplates, RouteConfig.class, RouteConfig::registeredTemplates);
    link = orDefault(link, RouteConfig.class, RouteConfig::link);
    message = orDefault(message, RouteConfig.class, RouteConfig::message);
    inbound = orDefault(inbound, RouteConfig.class, RouteConfig::inbound);
  }

  /** Whether the carrier must have approved a template before the route takes its messages. */
  public enum RegisteredTemplates {
    REQUIRED,
    OFF
  }

  /** The kinds of sessions (SMPP v3.4, 2.1). */
  public enum BindMode {
    TRANSCEIVER,
    TRANSMITTER_RECEIVER
  }

  /** The notation of a carrier's message ids in responses and receipts. */
  public enum MessageIdFormat {
    AS_IS,
    HEX_RESPONSE,
    HEX_RECEIPT,
    AUTO
  }

  /** The fact that a positive receipt proves. */
  public enum Receipts {
    /** The handset has the message. */
    HANDSET,
    /** The SMSC has the message. */
    SMSC,
    /** Nothing: the carrier sends no receipts. */
    NONE
  }

  /** What one receipt is about. */
  public enum ReceiptsPer {
    /** One segment. */
    SEGMENT,
    /** All segments of the message that the carrier accepted. */
    MESSAGE
  }

  /** Whether the number in a receipt must be that of the message. */
  public enum ReceiptsNumber {
    /** It must be, because message ids are not unique. */
    MATCH,
    /** The carrier changes or omits it, so only the message id counts. */
    IGNORE
  }

  /** Returns a copy with another password. */
  public RouteConfig withPassword(String newPassword) {
    return with(newPassword, sessions, window, rate);
  }

  /** Returns a copy with other limits. */
  public RouteConfig withLimits(int newSessions, int newWindow, int newRate) {
    return with(password, newSessions, newWindow, newRate);
  }

  private RouteConfig with(String newPassword, int newSessions, int newWindow, int newRate) {
    return new RouteConfig(
        host,
        port,
        tls,
        systemId,
        newPassword,
        systemType,
        bind,
        newSessions,
        maxSessions,
        newWindow,
        newRate,
        source,
        sources,
        messageIdFormat,
        receipts,
        receiptsPer,
        receiptsNumber,
        noReceiptAfter,
        responseTimeout,
        pricePerSegment,
        prices,
        failover,
        statusMap,
        prefixes,
        registeredTemplates,
        test,
        link,
        message,
        inbound);
  }

  /** Returns a copy with the limits of another one. */
  public RouteConfig withLimitsOf(RouteConfig other) {
    return withLimits(other.sessions, other.window, other.rate);
  }

  /** The addresses from which the route may send, its own first. */
  public List<String> senders() {
    return Stream.concat(Stream.of(source.address()), sources.stream().map(SenderConfig::address))
        .toList();
  }

  /** What the segments of the route cost. */
  public RoutePrices costs() {
    return new RoutePrices(prices, pricePerSegment);
  }

  /** What identifies the account at the carrier: routes of one account have the same text. */
  public String account() {
    return systemId + "@" + host.toLowerCase(Locale.ROOT) + ":" + port;
  }

  /** Does not contain the password. */
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
