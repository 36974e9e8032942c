package dev.notifier.replies.segments;

import java.util.Map;
import java.util.Optional;

/**
 * A deliver_sm or data_sm that is not a receipt, as far as it matters for its message.
 *
 * @param sender the number of the person, in one form for all segments
 * @param destination the address that the person wrote to
 * @param origin where the caller finds the PDU again, such as a topic, partition and offset
 * @param position empty if the message has one segment
 * @param text the bytes without a user data header
 */
@SuppressWarnings("ArrayRecordComponent") // Compared with Arrays.equals where that is needed.
public record InboundSegment(
    String sender,
    String destination,
    String origin,
    Optional<SegmentPosition> position,
    int dataCoding,
    byte[] text) {
  private static final int USER_DATA_HEADER_BIT = 0x40;
  private static final String MESSAGE_PAYLOAD = "0424";

  /**
   * Reads a PDU. Never throws: an invalid header means a message of one segment.
   *
   * @param shortMessage if it is empty, the parameter message_payload is read
   * @param tlvs optional parameters by tag in four upper-case hex digits
   */
  public static InboundSegment of(
      Address address,
      int esmClass,
      int dataCoding,
      byte[] shortMessage,
      Map<String, byte[]> tlvs) {
    boolean hasHeader = (esmClass & USER_DATA_HEADER_BIT) != 0;
    byte[] bytes =
        shortMessage.length == 0 ? tlvs.getOrDefault(MESSAGE_PAYLOAD, shortMessage) : shortMessage;
    return new InboundSegment(
        address.sender(),
        address.destination(),
        address.origin(),
        ConcatenationHeader.read(bytes, hasHeader, tlvs),
        dataCoding,
        ConcatenationHeader.text(bytes, hasHeader));
  }

  /**
   * From where to where a PDU came, and where the caller finds it again.
   *
   * @param sender see {@link InboundSegment}
   */
  public record Address(String sender, String destination, String origin) {
    /** Contains no personal data. */
    @Override
    public String toString() {
      return "Address[destination=" + destination + ", origin=" + origin + "]";
    }
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "InboundSegment[origin=" + origin + ", bytes=" + text.length + "]";
  }
}
