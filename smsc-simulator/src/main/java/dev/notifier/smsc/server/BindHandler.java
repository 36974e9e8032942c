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
import java.nio.ByteBuffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles bind and unbind. Runs on the selector thread. */
final class BindHandler {
  private static final Logger log = LoggerFactory.getLogger(BindHandler.class);
  private static final int TLV_INTERFACE_VERSION = 0x0210;
  private static final int VERSION_3_4 = 0x34;
  private static final int MAX_FIELD_BYTES = 65;
  private static final int STATUS_OFFSET = 8;
  private static final String SMSC_SYSTEM_ID = "smsc-simulator";

  /** A bind request. */
  record Request(int commandId, int sequence, Session.State state) {}

  private final ReceiptScheduler receipts;
  private final FaultCounters faultCounters;
  private final List<Session> sessions;

  /** Creates a handler; {@code sessions} is the live list of all open sessions. */
  BindHandler(ReceiptScheduler receipts, FaultCounters faultCounters, List<Session> sessions) {
    this.receipts = receipts;
    this.faultCounters = faultCounters;
    this.sessions = sessions;
  }

  void bind(Session session, Request request, PduReader reader, BehaviourRules rules, long nowMs) {
    // SMPP 3.4 allows 15, 8 and 12 characters; real SMSCs allow more.
    String systemId = reader.cString(MAX_FIELD_BYTES, CommandStatus.INVALID_SYSTEM_ID);
    String password = reader.cString(MAX_FIELD_BYTES, CommandStatus.INVALID_PASSWORD);
    reader.cString(MAX_FIELD_BYTES, CommandStatus.INVALID_SYSTEM_TYPE);
    int version = reader.int1();
    int status = credentialsStatus(session, systemId, password, reader, rules.behaviour());
    if (status == CommandStatus.OK) {
      status = faultStatus(systemId, rules, nowMs);
    }
    if (status == BehaviourRules.NO_BIND_RESPONSE) {
      return;
    }
    if (status == BehaviourRules.RAW_BIND_RESPONSE) {
      respondRaw(session, request, systemId, rules.behaviour().binds().rawBytes());
      return;
    }
    if (status != CommandStatus.OK) {
      String hexStatus = Integer.toHexString(status);
      log.info("session {}: bind refused with status 0x{}", session.number(), hexStatus);
      boolean nack = rules.behaviour().binds().nack();
      int response = nack ? CommandId.GENERIC_NACK : CommandId.RESPONSE | request.commandId();
      session.out().header(response, status, request.sequence());
      return;
    }
    accept(session.out(), request, version);
    bound(session, request, systemId);
  }

  private void respondRaw(Session session, Request request, String systemId, byte[] response) {
    session.out().bytes(response);
    if (ByteBuffer.wrap(response).getInt(STATUS_OFFSET) == CommandStatus.OK) {
      bound(session, request, systemId);
    }
  }

  private void bound(Session session, Request request, String systemId) {
    session.markBound(request.state(), systemId);
    if (session.canReceive()) {
      receipts.sessionBound(session);
    }
    log.info("session {}: {}", session.number(), request.state());
  }

  void unbind(Session session, int sequence) {
    if (!session.isBound()) {
      int status = CommandStatus.INVALID_BIND_STATUS;
      session.out().header(CommandId.UNBIND_RESP, status, sequence);
      return;
    }
    release(session);
    session.out().header(CommandId.UNBIND_RESP, CommandStatus.OK, sequence);
  }

  /** The client unbinds, or agrees to unbind. */
  void release(Session session) {
    if (session.canReceive()) {
      receipts.sessionGone(session);
    }
    if (session.isBound()) {
      session.markUnbound();
    }
  }

  private static int credentialsStatus(
      Session session, String systemId, String password, PduReader reader, Behaviour behaviour) {
    if (session.state() != Session.State.OPEN) {
      return CommandStatus.ALREADY_BOUND;
    }
    if (reader.errorStatus() != CommandStatus.OK) {
      return reader.errorStatus();
    }
    if (!behaviour.systemId().isEmpty() && !behaviour.systemId().equals(systemId)) {
      return CommandStatus.INVALID_SYSTEM_ID;
    }
    boolean passwordMatches =
        behaviour.password().isEmpty() || behaviour.password().equals(password);
    return passwordMatches ? CommandStatus.OK : CommandStatus.INVALID_PASSWORD;
  }

  private int faultStatus(String systemId, BehaviourRules rules, long nowMs) {
    int status = rules.bindStatus(nowMs);
    if (status != CommandStatus.OK) {
      faultCounters.increment(
          switch (status) {
            case BehaviourRules.NO_BIND_RESPONSE -> FaultKind.BIND_NO_RESPONSE;
            case BehaviourRules.RAW_BIND_RESPONSE -> FaultKind.BIND_RAW;
            default -> FaultKind.BIND_REFUSED;
          });
      return status;
    }
    BindPolicy policy = rules.behaviour().binds();
    if (policy.maxSessions() > 0 && boundSessions(systemId) >= policy.maxSessions()) {
      faultCounters.increment(FaultKind.SESSION_REFUSED);
      return policy.maxSessionsStatus();
    }
    return CommandStatus.OK;
  }

  private long boundSessions(String systemId) {
    return sessions.stream()
        .filter(session -> session.isBound() && session.systemId().equals(systemId))
        .count();
  }

  private static void accept(PduBuffer out, Request request, int version) {
    int mark =
        out.begin(CommandId.RESPONSE | request.commandId(), CommandStatus.OK, request.sequence());
    out.cString(SMSC_SYSTEM_ID);
    if (version >= VERSION_3_4) {
      out.int2(TLV_INTERFACE_VERSION);
      out.int2(1);
      out.int1(VERSION_3_4);
    }
    out.finish(mark);
  }
}
