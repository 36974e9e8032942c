package dev.notifier.smsc.pdu;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a submit_sm or deliver_sm that the simulator uses. {@code message} is
 * short_message, or the message_payload TLV when short_message is empty. It is never changed after
 * construction.
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Messages are never compared, and a copy of each costs time.
public record ShortMessage(
    Address source,
    Address destination,
    int esmClass,
    int protocolId,
    int dataCoding,
    int registeredDelivery,
    byte[] message,
    @Nullable SarParameters sar) {

  private static final int UDHI = 0x40;
  private static final int MAX_SHORT_MESSAGE_BYTES = 254;

  /** Creates a message without SAR TLVs. */
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
   * Reads the body of a submit_sm or deliver_sm; {@link PduReader#errorStatus()} has the error of
   * an invalid body.
   */
  public static ShortMessage read(PduReader in) {
    in.cString(6, CommandStatus.INVALID_SERVICE_TYPE);
    Address source = Address.read(in, CommandStatus.INVALID_SOURCE);
    Address destination = Address.read(in, CommandStatus.INVALID_DESTINATION);
    int esmClass = in.int1();
    int protocolId = in.int1();
    in.int1();
    in.cString(17, CommandStatus.INVALID_SCHEDULE_TIME);
    in.cString(17, CommandStatus.INVALID_VALIDITY_PERIOD);
    int registeredDelivery = in.int1();
    in.int1();
    int dataCoding = in.int1();
    in.int1();
    byte[] message = in.bytes(in.int1(), CommandStatus.INVALID_MESSAGE_LENGTH);
    OptionalParameters optional = OptionalParameters.read(in);
    return new ShortMessage(
        source,
        destination,
        esmClass,
        protocolId,
        dataCoding,
        registeredDelivery,
        message.length == 0 ? optional.payload() : message,
        optional.sar());
  }

  /**
   * Writes the mandatory fields of a deliver_sm or submit_sm; TLVs may follow.
   *
   * @throws IllegalArgumentException when the message is longer than 254 bytes
   */
  public void write(PduBuffer out) {
    if (message.length > MAX_SHORT_MESSAGE_BYTES) {
      throw new IllegalArgumentException(
          "short_message holds at most 254 bytes; shorten the message");
    }
    out.int1(0);
    source.write(out);
    destination.write(out);
    out.int1(esmClass);
    out.int1(protocolId);
    out.int1(0);
    out.int1(0);
    out.int1(0);
    out.int1(registeredDelivery);
    out.int1(0);
    out.int1(dataCoding);
    out.int1(0);
    out.int1(message.length);
    out.bytes(message);
  }

  /** Returns whether the message starts with a user data header. */
  public boolean hasUserDataHeader() {
    return (esmClass & UDHI) != 0;
  }
}
