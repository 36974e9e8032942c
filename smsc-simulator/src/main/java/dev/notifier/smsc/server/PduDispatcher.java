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
 * Splits the input of a session into PDUs and passes each to its handler. Runs on the selector
 * thread.
 */
final class PduDispatcher {
  private static final Logger log = LoggerFactory.getLogger(PduDispatcher.class);
  private static final int HEADER_BYTES = 16;

  private final SubmitHandler submits;
  private final ReceiptScheduler receipts;
  private final BindHandler binds;
  private final LinkFaultInjector linkFaults;
  private final FaultCounters faultCounters;

  PduDispatcher(
      SubmitHandler submits,
      ReceiptScheduler receipts,
      BindHandler binds,
      LinkFaultInjector linkFaults,
      FaultCounters faultCounters) {
    this.submits = submits;
    this.receipts = receipts;
    this.binds = binds;
    this.linkFaults = linkFaults;
    this.faultCounters = faultCounters;
  }

  /**
   * Handles every complete PDU in the session's buffer and stops when the link becomes half-open.
   * Returns false when the link must be closed.
   */
  boolean handleAll(Session session, BehaviourRules rules, long nowMs) {
    ByteBuffer in = session.in().flip();
    try {
      while (in.remaining() >= 4 && !session.isHalfOpen()) {
        int length = in.getInt(in.position());
        if (length < HEADER_BYTES || length > Session.MAX_PDU_BYTES) {
          log.warn(
              "session {}: closing the link, command_length {} is out of range",
              session.number(),
              length);
          session.out().header(CommandId.GENERIC_NACK, CommandStatus.INVALID_COMMAND_LENGTH, 0);
          return false;
        }
        if (in.remaining() < length) {
          return true;
        }
        int at = in.position();
        in.position(at + length);
        handle(session, in, at, length, rules, nowMs);
        linkFaults.afterPdu(session, rules.behaviour().link(), nowMs);
        if (session.isClosingAfterFlush()) {
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
    PduReader body = new PduReader(session.inBytes(), at + HEADER_BYTES, at + length);
    switch (commandId) {
      case CommandId.SUBMIT_SM -> {
        if (session.canSubmit()) {
          submits.handle(session, sequence, body, rules, nowMs);
        } else {
          int invalid = CommandStatus.INVALID_BIND_STATUS;
          session.out().header(CommandId.RESPONSE | commandId, invalid, sequence);
        }
      }
      case CommandId.DELIVER_SM_RESP ->
          receipts.onResponse(session, sequence, status, rules.behaviour(), nowMs);
      case CommandId.BIND_RECEIVER, CommandId.BIND_TRANSMITTER, CommandId.BIND_TRANSCEIVER -> {
        var request = new BindHandler.Request(commandId, sequence, stateOf(commandId));
        binds.bind(session, request, body, rules, nowMs);
      }
      case CommandId.ENQUIRE_LINK -> enquireLink(session, sequence, rules);
      case CommandId.UNBIND -> binds.unbind(session, sequence);
      case CommandId.UNBIND_RESP -> binds.release(session);
      default -> {
        // Ignores unexpected responses and generic_nack.
        if ((commandId & CommandId.RESPONSE) == 0) {
          session.out().header(CommandId.GENERIC_NACK, CommandStatus.INVALID_COMMAND_ID, sequence);
        }
      }
    }
  }

  private static Session.State stateOf(int commandId) {
    return switch (commandId) {
      case CommandId.BIND_RECEIVER -> Session.State.BOUND_RECEIVER;
      case CommandId.BIND_TRANSMITTER -> Session.State.BOUND_TRANSMITTER;
      default -> Session.State.BOUND_TRANSCEIVER;
    };
  }

  private void enquireLink(Session session, int sequence, BehaviourRules rules) {
    if (rules.behaviour().link().silentEnquireLink()) {
      faultCounters.increment(FaultKind.ENQUIRE_LINK_IGNORED);
      return;
    }
    int response = CommandId.RESPONSE | CommandId.ENQUIRE_LINK;
    session.out().header(response, CommandStatus.OK, sequence);
  }
}
