package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.BehaviourRules;
import dev.notifier.smsc.behaviour.BindPolicy;
import dev.notifier.smsc.behaviour.FaultKind;
import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.pdu.CommandStatus;
import dev.notifier.smsc.pdu.PduBuffer;
import dev.notifier.smsc.pdu.PduReader;
import dev.notifier.smsc.record.FaultCounters;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is let in, and who goes. Belongs to the selector thread. */
final class BindHandler {
  private static final Logger log = LoggerFactory.getLogger(BindHandler.class);
  private static final int TLV_INTERFACE_VERSION = 0x0210;
  private static final int VERSION_3_4 = 0x34;
  private static final String OWN_SYSTEM_ID = "smsc-simulator";

  /** A bind request. */
  record Request(int commandId, int sequence, Session.State as) {}

  private final ReceiptScheduler receipts;
  private final FaultCounters tally;
  private final List<Session> sessions;

  /** {@code sessions} are all links there are, as they come and go. */
  BindHandler(ReceiptScheduler receipts, FaultCounters tally, List<Session> sessions) {
    this.receipts = receipts;
    this.tally = tally;
    this.sessions = sessions;
  }

  void bind(Session session, Request request, PduReader fields, BehaviourRules rules, long nowMs) {
    String systemId = fields.cString(16, CommandStatus.INVALID_SYSTEM_ID);
    String password = fields.cString(9, CommandStatus.INVALID_PASSWORD);
    fields.cString(13, 0x53);
    int version = fields.octet();
    int status = ownStatus(session, systemId, password, fields, rules.behaviour());
    if (status == CommandStatus.OK) {
      status = faultStatus(systemId, rules, nowMs);
    }
    if (status == BehaviourRules.SILENT_BIND) {
      return;
    }
    if (status != CommandStatus.OK) {
      String shown = Integer.toHexString(status);
      log.info("session {}: bind refused with status 0x{}", session.number(), shown);
      session.out().header(CommandId.RESPONSE | request.commandId(), status, request.sequence());
      return;
    }
    session.bound(request.as(), systemId);
    welcome(session.out(), request, version);
    if (session.mayReceive()) {
      receipts.joined(session);
    }
    log.info("session {}: {}", session.number(), request.as());
  }

  void unbind(Session session, int sequence) {
    if (!session.isBound()) {
      int status = CommandStatus.INVALID_BIND_STATUS;
      session.out().header(CommandId.UNBIND_RESP, status, sequence);
      return;
    }
    gone(session);
    session.out().header(CommandId.UNBIND_RESP, CommandStatus.OK, sequence);
  }

  /** The client agreed to unbind, or unbinds. */
  void gone(Session session) {
    if (session.mayReceive()) {
      receipts.left(session);
    }
    if (session.isBound()) {
      session.unbound();
    }
  }

  private static int ownStatus(
      Session session, String systemId, String password, PduReader fields, Behaviour behaviour) {
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

  private int faultStatus(String systemId, BehaviourRules rules, long nowMs) {
    int status = rules.bindStatus(nowMs);
    if (status != CommandStatus.OK) {
      tally.add(
          status == BehaviourRules.SILENT_BIND ? FaultKind.BIND_SILENT : FaultKind.BIND_REFUSED);
      return status;
    }
    BindPolicy policy = rules.behaviour().binds();
    if (policy.maxSessions() > 0 && boundOf(systemId) >= policy.maxSessions()) {
      tally.add(FaultKind.TOO_MANY_SESSIONS);
      return policy.maxSessionsStatus();
    }
    return CommandStatus.OK;
  }

  private long boundOf(String systemId) {
    return sessions.stream()
        .filter(session -> session.isBound() && session.systemId().equals(systemId))
        .count();
  }

  private static void welcome(PduBuffer out, Request request, int version) {
    int mark =
        out.begin(CommandId.RESPONSE | request.commandId(), CommandStatus.OK, request.sequence());
    out.cString(OWN_SYSTEM_ID);
    if (version >= VERSION_3_4) {
      out.int2(TLV_INTERFACE_VERSION);
      out.int2(1);
      out.octet(VERSION_3_4);
    }
    out.finish(mark);
  }
}
