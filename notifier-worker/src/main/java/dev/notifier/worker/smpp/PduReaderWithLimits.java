package dev.notifier.worker.smpp;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;
import org.jspecify.annotations.Nullable;

/**
 * Reads PDUs, and takes those that come by the thousand (submit_sm_resp, deliver_sm) and the
 * answers to our own enquiries aside before jSMPP's pool: they are read defensively and handed over
 * on the reading thread. The rest goes the library's way. A PDU beyond {@value #MAX_PDU_OCTETS}
 * octets ends the link: its length cannot be believed, and the stream behind it neither.
 */
final class PduReaderWithLimits extends DefaultPDUReader {
  static final int HEADER_OCTETS = 16;
  static final int MAX_PDU_OCTETS = 70_000;

  /** What the reader hands over. */
  interface Sink {
    /** Something came; the peer lives. */
    void heard();

    void answered(int sequence, int commandStatus, @Nullable String messageId);

    void delivered(DeliverSm message);
  }

  private final Sink sink;

  PduReaderWithLimits(Sink sink) {
    this.sink = sink;
  }

  @Override
  public Command readPDUHeader(DataInputStream in)
      throws InvalidCommandLengthException, IOException {
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
      if (!takeAside(in, header)) {
        return header;
      }
    }
  }

  private boolean takeAside(DataInputStream in, Command header) throws IOException {
    switch (header.getCommandId()) {
      case SMPPConstant.CID_SUBMIT_SM_RESP, SMPPConstant.CID_GENERIC_NACK ->
          sink.answered(
              header.getSequenceNumber(),
              header.getCommandStatus(),
              messageId(readPDU(in, header)));
      case SMPPConstant.CID_DELIVER_SM ->
          sink.delivered(DeliverSm.decode(readPDU(in, header), header.getSequenceNumber()));
      case SMPPConstant.CID_ENQUIRE_LINK_RESP -> readPDU(in, header);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The id of a submit_sm_resp; a missing NUL or body, seen in the field, is no reason to fail. */
  static @Nullable String messageId(byte[] pdu) {
    int end = HEADER_OCTETS;
    while (end < pdu.length && pdu[end] != 0) {
      end++;
    }
    if (end == HEADER_OCTETS) {
      return null;
    }
    return new String(pdu, HEADER_OCTETS, end - HEADER_OCTETS, StandardCharsets.ISO_8859_1);
  }
}
