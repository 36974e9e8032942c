package dev.notifier.contracts;

import java.time.Instant;
import java.util.Map;

/**
 * A deliver_sm as it came: a receipt on {@code notifier.receipts}, a message of a person on {@code
 * notifier.replies}. Nothing is interpreted, so that nothing is lost to an odd format.
 *
 * @param v version of this form, {@value #VERSION}
 * @param route the account it came on
 * @param shortMessage the raw octets (Base64 in JSON)
 * @param tlvs optional parameters by tag in four hex digits, such as {@code 001E}, raw octets
 */
@SuppressWarnings("ArrayRecordComponent") // Raw octets, written once and read once; never compared.
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
    Instant receivedAt) {
  public static final int VERSION = 1;

  /** Names no personal data. */
  @Override
  public String toString() {
    return "InboundRecord[route=" + route + ", octets=" + shortMessage.length + "]";
  }
}
