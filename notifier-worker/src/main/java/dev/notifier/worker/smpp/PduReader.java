package dev.notifier.worker.smpp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.bean.Command;
import org.jspecify.annotations.Nullable;

/**
 * Reads PDUs and takes all but the answer to the bind aside before jSMPP's pool: they are read
 * defensively and handed over on the reading thread. A PDU beyond {@value #MAX_PDU_OCTETS} octets
 * ends the link: its length cannot be believed, and the stream behind it neither. Whatever else
 * goes wrong here ends the link, too, and says so before the thread dies.
 */
final class PduReader extends DefaultPDUReader {
  static final int HEADER_OCTETS = 16;
  static final int MAX_PDU_OCTETS = 70_000;

  /** congestion_state (SMPP v5, 4.8.4.18). */
  private static final String CONGESTION_STATE = "0428";

  private static final int NO_CONGESTION_STATE = -1;
  private static final int MAX_CONGESTION = 100;

  /** ESME_RUNKNOWNERR (SMPP v3.4, 5.1.3), for a generic_nack that claims that all is well. */
  private static final int UNKNOWN_ERROR = 0xFF;

  /** What the reader hands over. */
  interface Sink {
    /** Something came; the peer lives. */
    void heard();

    void answered(int sequence, int commandStatus, @Nullable String messageId, int congestion);

    /**
     * A message to be answered with a PDU of that id.
     *
     * @param responseId deliver_sm_resp or data_sm_resp
     */
    void delivered(DeliverSm message, int responseId);

    /** A request of the peer that wants this PDU in return. */
    void asked(byte[] response);

    /** The peer ends the session and wants this PDU in return. */
    void unbindAsked(byte[] response);

    /** The peer answered our unbind. */
    void unbound();

    /** Nothing more will be read. */
    void ended(String reason);
  }

  private final Sink sink;
  private volatile @Nullable Thread reader;
  private boolean bound;

  PduReader(Sink sink) {
    this.sink = sink;
  }

  /** Whether the thread that read has ended: then nothing will ever be heard again. */
  boolean isDead() {
    Thread thread = reader;
    return thread != null && !thread.isAlive();
  }

  @Override
  public Command readPDUHeader(DataInputStream in) throws IOException {
    reader = Thread.currentThread();
    try {
      return read(in);
    } catch (EOFException e) {
      sink.ended("The carrier closed the connection");
      throw e;
    } catch (IOException e) {
      sink.ended("The connection broke: " + e.getMessage());
      throw e;
    } catch (RuntimeException | Error e) {
      sink.ended("Reading failed: " + e.getClass().getName());
      throw e;
    }
  }

  private Command read(DataInputStream in) throws IOException {
    while (true) {
      Command header = new Command();
      header.setCommandLength(in.readInt());
      int length = header.getCommandLength();
      if (length < HEADER_OCTETS || length > MAX_PDU_OCTETS) {
        throw new IOException("A PDU of " + Integer.toUnsignedString(length) + " octets came");
      }
      header.setCommandId(in.readInt());
      header.setCommandStatus(in.readInt());
      header.setSequenceNumber(in.readInt());
      sink.heard();
      if (isForTheLibrary(header.getCommandId())) {
        return header;
      }
      handOver(header, readPDU(in, header));
      sink.heard();
    }
  }

  /** The answer to the bind, which may also be a generic_nack. */
  private boolean isForTheLibrary(int commandId) {
    boolean bindResponse =
        switch (commandId) {
          case CommandId.BIND_RECEIVER_RESP,
              CommandId.BIND_TRANSMITTER_RESP,
              CommandId.BIND_TRANSCEIVER_RESP ->
              true;
          case CommandId.GENERIC_NACK -> !bound;
          default -> false;
        };
    bound |= bindResponse;
    return bindResponse;
  }

  private void handOver(Command header, byte[] pdu) {
    int sequence = header.getSequenceNumber();
    int commandId = header.getCommandId();
    switch (commandId) {
      case CommandId.SUBMIT_SM_RESP -> answered(header, pdu);
      case CommandId.GENERIC_NACK -> refused(header);
      case CommandId.DELIVER_SM ->
          sink.delivered(DeliverSm.decode(pdu, sequence), CommandId.DELIVER_SM_RESP);
      case CommandId.DATA_SM ->
          sink.delivered(DeliverSm.decodeData(pdu, sequence), CommandId.DATA_SM_RESP);
      case CommandId.ENQUIRE_LINK ->
          sink.asked(PduEncoder.header(CommandId.ENQUIRE_LINK_RESP, 0, sequence));
      case CommandId.UNBIND ->
          sink.unbindAsked(PduEncoder.header(CommandId.UNBIND_RESP, 0, sequence));
      case CommandId.UNBIND_RESP -> sink.unbound();
      case CommandId.ENQUIRE_LINK_RESP, CommandId.ALERT_NOTIFICATION, CommandId.OUTBIND -> {
        // They are heard, and nothing is owed for them.
      }
      default -> notUnderstood(commandId, sequence);
    }
  }

  private void refused(Command header) {
    int status = header.getCommandStatus() == 0 ? UNKNOWN_ERROR : header.getCommandStatus();
    sink.answered(header.getSequenceNumber(), status, null, NO_CONGESTION_STATE);
  }

  /** ESME_RINVCMDID (SMPP v3.4, 5.1.3) for a request, nothing for an answer that nobody awaits. */
  private void notUnderstood(int commandId, int sequence) {
    if ((commandId & CommandId.RESPONSE) == 0) {
      sink.asked(PduEncoder.header(CommandId.GENERIC_NACK, 0x03, sequence));
    }
  }

  /**
   * A submit_sm_resp (SMPP v3.4, 4.4.2). A missing NUL or body and TLVs that do not add up, seen in
   * the field, are no reason to lose the answer.
   */
  private void answered(Command header, byte[] pdu) {
    ByteReader in = new ByteReader(pdu, HEADER_OCTETS);
    String id = in.cString();
    sink.answered(
        header.getSequenceNumber(),
        header.getCommandStatus(),
        id.isEmpty() ? null : id,
        congestion(in.tlvs()));
  }

  private static int congestion(Map<String, byte[]> tlvs) {
    byte[] value = tlvs.get(CONGESTION_STATE);
    if (value == null || value.length == 0) {
      return NO_CONGESTION_STATE;
    }
    int state = value[0] & 0xFF;
    return state > MAX_CONGESTION ? NO_CONGESTION_STATE : state;
  }
}
