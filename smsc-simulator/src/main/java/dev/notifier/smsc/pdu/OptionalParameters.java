package dev.notifier.smsc.pdu;

import org.jspecify.annotations.Nullable;

/**
 * The TLVs of a submit_sm or deliver_sm that the simulator uses. Skips all others.
 *
 * @param payload message_payload; empty when there is none
 * @param sar the three SAR parameters; null when one is missing or out of range
 */
@SuppressWarnings("ArrayRecordComponent") // Used once to build a ShortMessage, never compared.
record OptionalParameters(byte[] payload, @Nullable SarParameters sar) {
  private static final int MESSAGE_PAYLOAD = 0x0424;
  private static final int SAR_REFERENCE = 0x020C;
  private static final int SAR_TOTAL = 0x020E;
  private static final int SAR_NUMBER = 0x020F;

  static OptionalParameters read(PduReader in) {
    byte[] payload = new byte[0];
    int reference = -1;
    int total = 0;
    int number = 0;
    while (in.hasMore()) {
      int tag = in.int2();
      byte[] value = in.bytes(in.int2(), CommandStatus.INVALID_OPTIONAL_PARAMETER);
      if (tag == MESSAGE_PAYLOAD && payload.length == 0) {
        payload = value;
      } else if (tag == SAR_REFERENCE && value.length == 2) {
        reference = (value[0] & 0xFF) << 8 | (value[1] & 0xFF);
      } else if (tag == SAR_TOTAL && value.length == 1) {
        total = value[0] & 0xFF;
      } else if (tag == SAR_NUMBER && value.length == 1) {
        number = value[0] & 0xFF;
      }
    }
    boolean segmented = reference >= 0 && number >= 1 && number <= total;
    return new OptionalParameters(
        payload, segmented ? new SarParameters(reference, total, number) : null);
  }
}
