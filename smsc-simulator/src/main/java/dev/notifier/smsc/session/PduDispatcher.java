package dev.notifier.smsc.session;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.Rules;
import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.pdu.CommandStatus;
import dev.notifier.smsc.pdu.PduBuffer;
import dev.notifier.smsc.pdu.PduFields;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts what a session sent into PDUs and gives each to whom it concerns. Belongs to the selector
 * thread.
 */
final class PduDispatcher {
  private static final Logger log = LoggerFactory.getLogger(PduDispatcher.class);
  private static final int HEADER_OCTETS = 16;
  private static final int TLV_INTERFACE_VERSION = 0x0210;
  private static final int VERSION_3_4 = 0x34;
  private static final String OWN_SYSTEM_ID = "smsc-simulator";

  private final SubmitDesk submits;
  private final ReceiptDesk receipts;

  PduDispatcher(SubmitDesk submits, ReceiptDesk receipts) {
    this.submits = submits;
    this.receipts = receipts;
  }

  /** Handles every whole PDU in the session's buffer; false when the session cannot go on. */
  boolean handleAll(Session session, Rules rules, long nowMs) {
    ByteBuffer in = session.in().flip();
    try {
      while (in.remaining() >= 4) {
        int length = in.getInt(in.position());
        if (length < HEADER_OCTETS || length > Session.MAX_PDU_OCTETS) {
          log.warn("session {}: PDU of {} octets, link closed", session.number(), length);
          session.out().header(CommandId.GENERIC_NACK, CommandStatus.INVALID_COMMAND_LENGTH, 0);
          return false;
        }
        if (in.remaining() < length) {
          return true;
        }
        int at = in.position();
        in.position(at + length);
        handle(session, in, at, length, rules, nowMs);
      }
      return true;
    } finally {
      in.compact();
    }
  }

  private void handle(Session session, ByteBuffer in, int at, int length, Rules rules, long nowMs) {
    int commandId = in.getInt(at + 4);
    int status = in.getInt(at + 8);
    int sequence = in.getInt(at + 12);
    PduFields fields = new PduFields(session.octets(), at + HEADER_OCTETS, at + length);
    switch (commandId) {
      case CommandId.SUBMIT_SM -> {
        if (session.maySubmit()) {
          submits.submitted(session, sequence, fields, rules, nowMs);
        } else {
          refuse(session, commandId, sequence, CommandStatus.INVALID_BIND_STATUS);
        }
      }
      case CommandId.DELIVER_SM_RESP ->
          receipts.answered(session, sequence, status, rules.behaviour().receipts(), nowMs);
      case CommandId.BIND_RECEIVER ->
          bind(session, commandId, sequence, fields, Session.State.BOUND_RECEIVER, rules);
      case CommandId.BIND_TRANSMITTER ->
          bind(session, commandId, sequence, fields, Session.State.BOUND_TRANSMITTER, rules);
      case CommandId.BIND_TRANSCEIVER ->
          bind(session, commandId, sequence, fields, Session.State.BOUND_TRANSCEIVER, rules);
      case CommandId.ENQUIRE_LINK ->
          session.out().header(CommandId.RESPONSE | commandId, CommandStatus.OK, sequence);
      case CommandId.UNBIND -> unbind(session, sequence);
      default -> {
        // A response to something never asked is nobody's concern, a generic_nack neither.
        if ((commandId & CommandId.RESPONSE) == 0) {
          session.out().header(CommandId.GENERIC_NACK, CommandStatus.INVALID_COMMAND_ID, sequence);
        }
      }
    }
  }

  private void bind(
      Session session,
      int commandId,
      int sequence,
      PduFields fields,
      Session.State as,
      Rules rules) {
    String systemId = fields.cString(16, CommandStatus.INVALID_SYSTEM_ID);
    String password = fields.cString(9, CommandStatus.INVALID_PASSWORD);
    fields.cString(13, 0x53);
    int version = fields.octet();
    int status = bindStatus(session, systemId, password, fields, rules.behaviour());
    if (status != CommandStatus.OK) {
      log.info(
          "session {}: bind refused with status 0x{}",
          session.number(),
          Integer.toHexString(status));
      refuse(session, commandId, sequence, status);
      return;
    }
    session.bound(as, systemId);
    PduBuffer out = session.out();
    int mark = out.begin(CommandId.RESPONSE | commandId, CommandStatus.OK, sequence);
    out.cString(OWN_SYSTEM_ID);
    if (version >= VERSION_3_4) {
      out.int2(TLV_INTERFACE_VERSION);
      out.int2(1);
      out.octet(VERSION_3_4);
    }
    out.finish(mark);
    if (session.mayReceive()) {
      receipts.joined(session);
    }
    log.info("session {}: {}", session.number(), as);
  }

  private static int bindStatus(
      Session session, String systemId, String password, PduFields fields, Behaviour behaviour) {
    if (session.state() != Session.State.OPEN) {
      return CommandStatus.ALREADY_BOUND;
    }
    if (fields.problem() != CommandStatus.OK) {
      return fields.problem();
    }
    if (!behaviour.systemId().isEmpty() && !behaviour.systemId().equals(systemId)) {
      return CommandStatus.INVALID_SYSTEM_ID;
    }
    boolean known = behaviour.password().isEmpty() || behaviour.password().equals(password);
    return known ? CommandStatus.OK : CommandStatus.INVALID_PASSWORD;
  }

  private void unbind(Session session, int sequence) {
    if (!session.isBound()) {
      refuse(session, CommandId.UNBIND, sequence, CommandStatus.INVALID_BIND_STATUS);
      return;
    }
    if (session.mayReceive()) {
      receipts.left(session);
    }
    session.unbound();
    session.out().header(CommandId.RESPONSE | CommandId.UNBIND, CommandStatus.OK, sequence);
  }

  private static void refuse(Session session, int commandId, int sequence, int status) {
    session.out().header(CommandId.RESPONSE | commandId, status, sequence);
  }
}
