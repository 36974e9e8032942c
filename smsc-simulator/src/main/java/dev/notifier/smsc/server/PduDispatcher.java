package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.BehaviourRules;
import dev.notifier.smsc.behaviour.FaultKind;
import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.pdu.CommandStatus;
import dev.notifier.smsc.pdu.PduReader;
import dev.notifier.smsc.record.FaultCounters;
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

  private final SubmitHandler submits;
  private final ReceiptScheduler receipts;
  private final BindHandler binds;
  private final LinkFaultInjector links;
  private final FaultCounters tally;

  PduDispatcher(
      SubmitHandler submits,
      ReceiptScheduler receipts,
      BindHandler binds,
      LinkFaultInjector links,
      FaultCounters tally) {
    this.submits = submits;
    this.receipts = receipts;
    this.binds = binds;
    this.links = links;
    this.tally = tally;
  }

  /**
   * Handles every whole PDU in the session's buffer, up to one that freezes the link; false when
   * the session cannot go on.
   */
  boolean handleAll(Session session, BehaviourRules rules, long nowMs) {
    ByteBuffer in = session.in().flip();
    try {
      while (in.remaining() >= 4 && !session.isFrozen()) {
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
        links.handled(session, rules.behaviour().link(), nowMs);
        if (session.isDoomed()) {
          return false;
        }
      }
      return true;
    } finally {
      in.compact();
    }
  }

  private void handle(
      Session session, ByteBuffer in, int at, int length, BehaviourRules rules, long nowMs) {
    int commandId = in.getInt(at + 4);
    int status = in.getInt(at + 8);
    int sequence = in.getInt(at + 12);
    PduReader fields = new PduReader(session.octets(), at + HEADER_OCTETS, at + length);
    switch (commandId) {
      case CommandId.SUBMIT_SM -> {
        if (session.maySubmit()) {
          submits.submitted(session, sequence, fields, rules, nowMs);
        } else {
          int invalid = CommandStatus.INVALID_BIND_STATUS;
          session.out().header(CommandId.RESPONSE | commandId, invalid, sequence);
        }
      }
      case CommandId.DELIVER_SM_RESP ->
          receipts.answered(session, sequence, status, rules.behaviour().receipts(), nowMs);
      case CommandId.BIND_RECEIVER, CommandId.BIND_TRANSMITTER, CommandId.BIND_TRANSCEIVER -> {
        var request = new BindHandler.Request(commandId, sequence, boundAs(commandId));
        binds.bind(session, request, fields, rules, nowMs);
      }
      case CommandId.ENQUIRE_LINK -> enquired(session, sequence, rules);
      case CommandId.UNBIND -> binds.unbind(session, sequence);
      case CommandId.UNBIND_RESP -> binds.gone(session);
      default -> {
        // A response to something never asked is nobody's concern, a generic_nack neither.
        if ((commandId & CommandId.RESPONSE) == 0) {
          session.out().header(CommandId.GENERIC_NACK, CommandStatus.INVALID_COMMAND_ID, sequence);
        }
      }
    }
  }

  private static Session.State boundAs(int commandId) {
    return switch (commandId) {
      case CommandId.BIND_RECEIVER -> Session.State.BOUND_RECEIVER;
      case CommandId.BIND_TRANSMITTER -> Session.State.BOUND_TRANSMITTER;
      default -> Session.State.BOUND_TRANSCEIVER;
    };
  }

  private void enquired(Session session, int sequence, BehaviourRules rules) {
    if (rules.behaviour().link().silentEnquireLink()) {
      tally.add(FaultKind.ENQUIRE_IGNORED);
      return;
    }
    int response = CommandId.RESPONSE | CommandId.ENQUIRE_LINK;
    session.out().header(response, CommandStatus.OK, sequence);
  }
}
