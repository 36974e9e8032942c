package dev.notifier.smsc.pdu;

import org.jspecify.annotations.Nullable;

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
    byte[] message,
    @Nullable Sar sar) {

  /** The TLVs sar_msg_ref_num, sar_total_segments and sar_segment_seqnum (SMPP 3.4, 5.3.2). */
  public record Sar(int reference, int of, int number) {}

  private static final int TLV_MESSAGE_PAYLOAD = 0x0424;
  private static final int TLV_SAR_REFERENCE = 0x020C;
  private static final int TLV_SAR_OF = 0x020E;
  private static final int TLV_SAR_NUMBER = 0x020F;
  private static final int UDHI = 0x40;
  private static final int MAX_SHORT_MESSAGE_OCTETS = 254;

  /** Without SAR TLVs. */
  public ShortMessage(
      Address source,
      Address destination,
      int esmClass,
      int protocolId,
      int dataCoding,
      int registeredDelivery,
      byte[] message) {
    this(source, destination, esmClass, protocolId, dataCoding, registeredDelivery, message, null);
  }

  /**
   * Reads the body of a submit_sm or deliver_sm; what is wrong with it stands in {@link
   * PduReader#problem()}.
   */
  public static ShortMessage read(PduReader in) {
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
    int reference = -1;
    int of = 0;
    int number = 0;
    while (in.hasMore()) {
      int tag = in.octets2();
      byte[] value = in.octets(in.octets2(), CommandStatus.OPTIONAL_PART_INVALID);
      if (tag == TLV_MESSAGE_PAYLOAD && message.length == 0) {
        message = value;
      } else if (tag == TLV_SAR_REFERENCE && value.length == 2) {
        reference = (value[0] & 0xFF) << 8 | (value[1] & 0xFF);
      } else if (tag == TLV_SAR_OF && value.length == 1) {
        of = value[0] & 0xFF;
      } else if (tag == TLV_SAR_NUMBER && value.length == 1) {
        number = value[0] & 0xFF;
      }
    }
    boolean part = reference >= 0 && number >= 1 && number <= of;
    return new ShortMessage(
        source,
        destination,
        esmClass,
        protocolId,
        dataCoding,
        registeredDelivery,
        message,
        part ? new Sar(reference, of, number) : null);
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
