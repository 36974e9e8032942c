package dev.notifier.smsc.pdu;

/**
 * What a submit_sm or deliver_sm carries, as far as the simulator cares. {@code message} holds the
 * octets of short_message, or of the message_payload TLV when short_message is empty; it is never
 * changed after construction.
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Nobody compares messages, and a copy for each would cost.
public record ShortMessage(
    Address source,
    Address destination,
    int esmClass,
    int protocolId,
    int dataCoding,
    int registeredDelivery,
    byte[] message) {

  private static final int TLV_MESSAGE_PAYLOAD = 0x0424;
  private static final int UDHI = 0x40;
  private static final int MAX_SHORT_MESSAGE_OCTETS = 254;

  /**
   * Reads the body of a submit_sm or deliver_sm; what is wrong with it stands in {@link
   * PduFields#problem()}.
   */
  public static ShortMessage read(PduFields in) {
    in.cString(6, 0x15);
    Address source = Address.read(in, CommandStatus.INVALID_SOURCE);
    Address destination = Address.read(in, CommandStatus.INVALID_DESTINATION);
    int esmClass = in.octet();
    int protocolId = in.octet();
    in.octet();
    in.cString(17, 0x61);
    in.cString(17, 0x62);
    int registeredDelivery = in.octet();
    in.octet();
    int dataCoding = in.octet();
    in.octet();
    byte[] message = in.octets(in.octet(), CommandStatus.INVALID_MESSAGE_LENGTH);
    while (in.hasMore()) {
      int tag = in.octets2();
      byte[] value = in.octets(in.octets2(), CommandStatus.OPTIONAL_PART_INVALID);
      if (tag == TLV_MESSAGE_PAYLOAD && message.length == 0) {
        message = value;
      }
    }
    return new ShortMessage(
        source, destination, esmClass, protocolId, dataCoding, registeredDelivery, message);
  }

  /**
   * Writes the mandatory body of a deliver_sm or submit_sm; TLVs may follow. At most 254 octets of
   * message.
   */
  public void write(PduBuffer out) {
    if (message.length > MAX_SHORT_MESSAGE_OCTETS) {
      throw new IllegalArgumentException("short_message holds at most 254 octets: shorten it");
    }
    out.octet(0);
    source.write(out);
    destination.write(out);
    out.octet(esmClass);
    out.octet(protocolId);
    out.octet(0);
    out.octet(0);
    out.octet(0);
    out.octet(registeredDelivery);
    out.octet(0);
    out.octet(dataCoding);
    out.octet(0);
    out.octet(message.length);
    out.octets(message);
  }

  /** Whether the message starts with a user data header. */
  public boolean hasHeader() {
    return (esmClass & UDHI) != 0;
  }
}
