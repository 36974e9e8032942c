package dev.notifier.contracts;

import java.time.Instant;
import java.util.Map;

/**
 * A deliver_sm or data_sm as received: a delivery receipt in a journal record or on {@code
 * notifier.receipts}, a message from a person on {@code notifier.inbound}. Nothing is interpreted,
 * so an unusual format loses nothing.
 *
 * @param v version of this format, {@value #VERSION}
 * @param route the route that received it
 * @param shortMessage the raw bytes (Base64 in JSON)
 * @param tlvs optional parameters by tag in four hex digits, such as {@code 001E}; raw bytes
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
    Instant receivedAt)
    implements VersionedRecord {
  public static final int VERSION = 2;

  @Override
  public void check(RecordCheck check) {
    check.required("route", route).required("receivedAt", receivedAt);
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "InboundRecord[route=" + route + ", bytes=" + shortMessage.length + "]";
  }
}
