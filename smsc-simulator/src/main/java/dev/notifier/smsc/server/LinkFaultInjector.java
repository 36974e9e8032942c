package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.FaultEffects;
import dev.notifier.smsc.behaviour.FaultKind;
import dev.notifier.smsc.behaviour.JunkPdu;
import dev.notifier.smsc.behaviour.LinkAction;
import dev.notifier.smsc.behaviour.LinkFaultPolicy;
import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.record.FaultCounters;

/** Injects faults into links. Runs on the selector thread. */
final class LinkFaultInjector {
  private final FaultCounters faultCounters;

  LinkFaultInjector(FaultCounters faultCounters) {
    this.faultCounters = faultCounters;
  }

  /** Called after each PDU of the session. */
  void afterPdu(Session session, LinkFaultPolicy policy, long nowMs) {
    long pdus = session.countPdu();
    if (pdus == policy.unbindAfterPdus()) {
      apply(session, LinkAction.UNBIND, 0, nowMs);
    }
    if (pdus == policy.halfOpenAfterPdus()) {
      apply(session, LinkAction.HALF_OPEN, policy.halfOpenMs(), nowMs);
    }
    if (pdus == policy.dropAfterPdus()) {
      apply(session, LinkAction.DROP, 0, nowMs);
    }
  }

  /** Called after each submit_sm was decided and, if the response has no delay, answered. */
  void afterSubmit(Session session, FaultEffects effects, LinkFaultPolicy policy, long nowMs) {
    long submits = session.countSubmit();
    if (effects.junk() != null) {
      sendJunk(session, effects.junk());
    }
    if (policy.junkEvery() > 0 && submits % policy.junkEvery() == 0) {
      sendJunk(session, policy.junk());
    }
    apply(session, effects.link(), effects.halfOpenMs(), nowMs);
  }

  /** Sends an unbind request to a bound client. */
  void unbind(Session session) {
    if (session.isBound()) {
      faultCounters.increment(FaultKind.UNBOUND);
      session.out().header(CommandId.UNBIND, 0, session.nextSequence());
    }
  }

  private void sendJunk(Session session, JunkPdu form) {
    faultCounters.increment(FaultKind.JUNK);
    SubmitResponseWriter.writeJunk(session.out(), form, session.nextSequence());
  }

  private void apply(Session session, LinkAction action, long halfOpenMs, long nowMs) {
    switch (action) {
      case NONE -> {}
      case DROP -> {
        faultCounters.increment(FaultKind.DROPPED);
        session.closeAfterFlush();
      }
      case HALF_OPEN -> {
        faultCounters.increment(FaultKind.HALF_OPEN);
        session.setHalfOpenUntil(halfOpenMs == 0 ? Long.MAX_VALUE : nowMs + halfOpenMs);
      }
      case UNBIND -> unbind(session);
    }
  }
}
