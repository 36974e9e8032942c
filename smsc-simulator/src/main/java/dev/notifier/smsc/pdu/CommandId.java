package dev.notifier.smsc.pdu;

/**
 * The command ids of SMPP 3.4 (section 5.1.2.1) that the simulator handles. A response has the top
 * bit set.
 */
public final class CommandId {
  public static final int BIND_RECEIVER = 0x00000001;
  public static final int BIND_TRANSMITTER = 0x00000002;
  public static final int SUBMIT_SM = 0x00000004;
  public static final int DELIVER_SM = 0x00000005;
  public static final int UNBIND = 0x00000006;
  public static final int BIND_TRANSCEIVER = 0x00000009;
  public static final int ENQUIRE_LINK = 0x00000015;
  public static final int RESPONSE = 0x80000000;
  public static final int GENERIC_NACK = 0x80000000;
  public static final int DELIVER_SM_RESP = RESPONSE | DELIVER_SM;
  public static final int UNBIND_RESP = RESPONSE | UNBIND;

  private CommandId() {}
}
