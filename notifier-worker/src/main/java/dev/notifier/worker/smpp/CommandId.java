package dev.notifier.worker.smpp;

/** The values of command_id that a client uses (SMPP v3.4, 5.1.2.1). */
final class CommandId {
  static final int RESPONSE = 0x8000_0000;
  static final int GENERIC_NACK = 0x8000_0000;
  static final int BIND_RECEIVER_RESP = 0x8000_0001;
  static final int BIND_TRANSMITTER_RESP = 0x8000_0002;
  static final int SUBMIT_SM = 0x0000_0004;
  static final int SUBMIT_SM_RESP = 0x8000_0004;
  static final int DELIVER_SM = 0x0000_0005;
  static final int DELIVER_SM_RESP = 0x8000_0005;
  static final int UNBIND = 0x0000_0006;
  static final int UNBIND_RESP = 0x8000_0006;
  static final int BIND_TRANSCEIVER_RESP = 0x8000_0009;
  static final int OUTBIND = 0x0000_000B;
  static final int ENQUIRE_LINK = 0x0000_0015;
  static final int ENQUIRE_LINK_RESP = 0x8000_0015;
  static final int ALERT_NOTIFICATION = 0x0000_0102;
  static final int DATA_SM = 0x0000_0103;
  static final int DATA_SM_RESP = 0x8000_0103;

  private CommandId() {}
}
