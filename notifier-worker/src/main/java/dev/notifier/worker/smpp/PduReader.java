package dev.notifier.worker.smpp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.bean.Command;
import org.jspecify.annotations.Nullable;

/**
 * Reads and decodes all PDUs from the carrier, tolerantly, on the thread that reads the socket.
 * jSMPP gets only the response to its bind, in a form that it always accepts. A PDU of more than
 * {@value #MAX_PDU_BYTES} bytes ends the connection, because its length cannot be correct and the
 * start of the next PDU is unknown. Any other failure here ends the connection, too.
 */
final class PduReader extends DefaultPDUReader {
  static final int HEADER_BYTES = 16;
  static final int MAX_PDU_BYTES = 70_000;

  static final String CLOSED = "The carrier closed the connection";

  /** congestion_state (SMPP v5.0, 4.8.4.18). */
  private static final String CONGESTION_STATE = "0428";

  private static final int MAX_CONGESTION = 100;

  /** ESME_RINVCMDID (SMPP v3.4, 5.1.3). */
  private static final int INVALID_COMMAND_ID = 0x03;

  /** ESME_RUNKNOWNERR (SMPP v3.4, 5.1.3), for a generic_nack with status 0. */
  private static final int UNKNOWN_ERROR = 0xFF;

  /** The bind is the first request of a session. */
  static final int BIND_SEQUENCE = 1;

  private final int bindResponse;
  private final Consumer<ReceivedPdu> pdus;
  private final Consumer<String> ended;
  private final LongSupplier nanos;
  private volatile long receivedNanos;
  private volatile @Nullable Thread thread;
  private boolean bound;

  /**
   * @param bindResponse command_id of the response to the bind of this session
   * @param pdus receives each PDU; must not block
   * @param ended receives the reason when nothing more will be read
   */
  PduReader(
      int bindResponse, Consumer<ReceivedPdu> pdus, Consumer<String> ended, LongSupplier nanos) {
    this.bindResponse = bindResponse;
    this.pdus = pdus;
    this.ended = ended;
    this.nanos = nanos;
    receivedNanos = nanos.getAsLong();
  }

  /** When something was last received. */
  long receivedNanos() {
    return receivedNanos;
  }

  /** Whether the thread that reads has died, so that nothing more will be read. */
  boolean isDead() {
    Thread reading = thread;
    return reading != null && !reading.isAlive();
  }

  @Override
  public Command readPDUHeader(DataInputStream in) throws IOException {
    thread = Thread.currentThread();
    try {
      return readUntilBindResponse(in);
    } catch (EOFException e) {
      ended.accept(CLOSED);
      throw e;
    } catch (IOException e) {
      ended.accept("The connection broke: " + e.getMessage());
      throw e;
    } catch (RuntimeException | Error e) {
      ended.accept("Reading failed: " + e.getClass().getName());
      // jSMPP closes the session then; an error would end its thread with a stack trace on stderr.
      throw new IOException("Reading failed", e);
    }
  }

  private Command readUntilBindResponse(DataInputStream in) throws IOException {
    while (true) {
      Command header = new Command();
      header.setCommandLength(in.readInt());
      int length = header.getCommandLength();
      if (length < HEADER_BYTES || length > MAX_PDU_BYTES) {
        throw new IOException("A PDU of " + Integer.toUnsignedString(length) + " bytes arrived");
      }
      header.setCommandId(in.readInt());
      header.setCommandStatus(in.readInt());
      header.setSequenceNumber(in.readInt());
      receivedNanos = nanos.getAsLong();
      if (!bound && isBindResponse(header.getCommandId())) {
        bound = true;
        return header;
      }
      ReceivedPdu pdu = decode(header, super.readPDU(in, header));
      pdus.accept(pdu);
      receivedNanos = nanos.getAsLong();
    }
  }

  /** Some carriers refuse a bind with a generic_nack. */
  private static boolean isBindResponse(int commandId) {
    return switch (commandId) {
      case CommandId.BIND_RECEIVER_RESP,
          CommandId.BIND_TRANSMITTER_RESP,
          CommandId.BIND_TRANSCEIVER_RESP,
          CommandId.GENERIC_NACK ->
          true;
      default -> false;
    };
  }

  /**
   * Reads the body of the response to the bind and returns what jSMPP expects: it has the bind's
   * sequence_number and command_id, because no other request is outstanding, and an empty body,
   * because jSMPP rejects a system_id that is too long or has no NUL, and optional parameters with
   * a wrong length. Only the status counts.
   */
  @Override
  public byte[] readPDU(DataInputStream in, Command header) throws IOException {
    try {
      super.readPDU(in, header);
    } catch (EOFException e) {
      ended.accept(CLOSED);
      throw e;
    }
    if (header.getCommandId() == CommandId.GENERIC_NACK) {
      header.setCommandStatus(nackStatus(header));
    }
    header.setCommandId(bindResponse);
    header.setSequenceNumber(BIND_SEQUENCE);
    byte[] response =
        PduEncoder.withEmptyString(bindResponse, header.getCommandStatus(), BIND_SEQUENCE);
    header.setCommandLength(response.length);
    return response;
  }

  private static ReceivedPdu decode(Command header, byte[] pdu) {
    int sequence = header.getSequenceNumber();
    return switch (header.getCommandId()) {
      case CommandId.SUBMIT_SM_RESP -> submitSmResp(header, pdu);
      case CommandId.GENERIC_NACK -> genericNack(header);
      case CommandId.DELIVER_SM -> DeliverSm.decode(pdu, sequence);
      case CommandId.DATA_SM -> DeliverSm.decodeDataSm(pdu, sequence);
      case CommandId.ENQUIRE_LINK ->
          new ReceivedPdu.Request(PduEncoder.header(CommandId.ENQUIRE_LINK_RESP, 0, sequence));
      case CommandId.UNBIND ->
          new ReceivedPdu.Unbind(PduEncoder.header(CommandId.UNBIND_RESP, 0, sequence));
      case CommandId.UNBIND_RESP -> new ReceivedPdu.UnbindResp();
      case CommandId.ENQUIRE_LINK_RESP, CommandId.ALERT_NOTIFICATION, CommandId.OUTBIND ->
          new ReceivedPdu.Ignored();
      default -> unknown(header);
    };
  }

  private static SubmitSmResp genericNack(Command header) {
    return new SubmitSmResp(
        header.getSequenceNumber(), nackStatus(header), null, SubmitSmResp.NO_CONGESTION);
  }

  private static int nackStatus(Command header) {
    return header.getCommandStatus() == 0 ? UNKNOWN_ERROR : header.getCommandStatus();
  }

  /** An unknown request is rejected, an unknown response is ignored. */
  private static ReceivedPdu unknown(Command header) {
    boolean isResponse = (header.getCommandId() & CommandId.RESPONSE) != 0;
    return isResponse
        ? new ReceivedPdu.Ignored()
        : new ReceivedPdu.Request(
            PduEncoder.header(
                CommandId.GENERIC_NACK, INVALID_COMMAND_ID, header.getSequenceNumber()));
  }

  /** Carriers omit the NUL or the body, and send optional parameters with a wrong length. */
  private static SubmitSmResp submitSmResp(Command header, byte[] pdu) {
    ByteReader in = new ByteReader(pdu, HEADER_BYTES);
    String messageId = in.readCString();
    return new SubmitSmResp(
        header.getSequenceNumber(),
        header.getCommandStatus(),
        messageId.isEmpty() ? null : messageId,
        congestion(in.readTlvs()));
  }

  private static int congestion(Map<String, byte[]> tlvs) {
    byte[] value = tlvs.get(CONGESTION_STATE);
    if (value == null || value.length == 0) {
      return SubmitSmResp.NO_CONGESTION;
    }
    int state = value[0] & 0xFF;
    return state > MAX_CONGESTION ? SubmitSmResp.NO_CONGESTION : state;
  }
}
