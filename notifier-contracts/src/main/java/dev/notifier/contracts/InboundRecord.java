package dev.notifier.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A deliver_sm or data_sm as received: a delivery receipt in a journal record or on {@code
 * notifier.receipts}, a message from a person on {@code notifier.inbound}. Nothing is interpreted,
 * so an unusual format loses nothing. A message that a provider has delivered by HTTP is a decoded
 * text instead, without a short message.
 *
 * @param v version of this format, {@value #VERSION}
 * @param route the route that received it; for a provider {@link #routeOf}
 * @param shortMessage the raw bytes (Base64 in JSON)
 * @param tlvs optional parameters by tag in four hex digits, such as {@code 001E}; raw bytes
 * @param provider the name of the provider that delivered it by HTTP; null if a carrier did by SMPP
 * @param providerId the provider's id of the message, the same whenever it repeats the message;
 *     null if there is no provider
 * @param text the decoded text of a provider; null if the short message has to be decoded
 * @param channel how the person wrote; missing is {@link #SMS}
 */
@SuppressWarnings("ArrayRecordComponent") // Raw bytes, written once and read once; never compared.
public record InboundRecord(
    int v,
    String route,
    int session,
    int esmClass,
    int dataCoding,
    String sourceAddress,
    String destinationAddress,
    byte[] shortMessage,
    Map<String, byte[]> tlvs,
    Instant receivedAt,
    @Nullable String provider,
    @Nullable String providerId,
    @Nullable String text,
    String channel)
    implements VersionedRecord {
  public static final int VERSION = 2;

  /** The channel of short messages. */
  public static final String SMS = "sms";

  private static final String PROVIDERS = "provider.";

  /** Older releases write no channel. */
  public InboundRecord {
    channel = Objects.requireNonNullElse(channel, SMS);
  }

  /** A PDU. */
  public InboundRecord(
      int v,
      String route,
      int session,
      int esmClass,
      int dataCoding,
      String sourceAddress,
      String destinationAddress,
      byte[] shortMessage,
      Map<String, byte[]> tlvs,
      Instant receivedAt) {
    this(
        v,
        route,
        session,
        esmClass,
        dataCoding,
        sourceAddress,
        destinationAddress,
        shortMessage,
        tlvs,
        receivedAt,
        null,
        null,
        null,
        SMS);
  }

  /**
   * A message that a provider has delivered.
   *
   * @param number the sender in international format
   */
  public static InboundRecord ofProvider(
      String provider,
      String providerId,
      String channel,
      String number,
      String address,
      String text,
      Instant receivedAt) {
    return new InboundRecord(
        VERSION,
        routeOf(provider),
        0,
        0,
        0,
        number,
        address,
        new byte[0],
        Map.of(),
        receivedAt,
        provider,
        providerId,
        text,
        channel);
  }

  /** The route of a provider's messages: {@code provider.<name>}. */
  public static String routeOf(String provider) {
    return PROVIDERS + provider;
  }

  @Override
  public void check(RecordCheck check) {
    check.required("route", route).required("receivedAt", receivedAt);
    if (provider != null) {
      check.required("providerId", providerId).required("text", text);
    }
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "InboundRecord[route=" + route + ", bytes=" + shortMessage.length + "]";
  }
}
