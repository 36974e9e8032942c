package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.FaultEffects;
import dev.notifier.smsc.behaviour.FaultKind;
import dev.notifier.smsc.behaviour.JunkPdu;
import dev.notifier.smsc.behaviour.LinkAction;
import dev.notifier.smsc.behaviour.LinkFaultPolicy;
import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.record.FaultCounters;

/** What is done to links on purpose. Belongs to the selector thread. */
final class LinkFaultInjector {
  private final FaultCounters tally;

  LinkFaultInjector(FaultCounters tally) {
    this.tally = tally;
  }

  /** One more PDU of the session was handled. */
  void handled(Session session, LinkFaultPolicy policy, long nowMs) {
    long pdus = session.pduHandled();
    if (pdus == policy.unbindAfterPdus()) {
      act(session, LinkAction.UNBIND, 0, nowMs);
    }
    if (pdus == policy.halfOpenAfterPdus()) {
      act(session, LinkAction.HALF_OPEN, policy.halfOpenMs(), nowMs);
    }
    if (pdus == policy.dropAfterPdus()) {
      act(session, LinkAction.DROP, 0, nowMs);
    }
  }

  /** A submit_sm was judged and, if that was due, answered. */
  void submitted(Session session, FaultEffects effects, LinkFaultPolicy policy, long nowMs) {
    long submits = session.submitHandled();
    if (effects.junk() != null) {
      junk(session, effects.junk());
    }
    if (policy.junkEvery() > 0 && submits % policy.junkEvery() == 0) {
      junk(session, policy.junk());
    }
    act(session, effects.link(), effects.lastsMs(), nowMs);
  }

  /** Asks the client to unbind. */
  void unbind(Session session) {
    if (session.isBound()) {
      tally.add(FaultKind.UNBOUND);
      session.out().header(CommandId.UNBIND, 0, session.nextSequence());
    }
  }

  private void junk(Session session, JunkPdu form) {
    tally.add(FaultKind.JUNK);
    SubmitResponseWriter.junk(session.out(), form, session.nextSequence());
  }

  private void act(Session session, LinkAction act, long lastsMs, long nowMs) {
    switch (act) {
      case NOTHING -> {}
      case DROP -> {
        tally.add(FaultKind.DROPPED);
        session.doom();
      }
      case HALF_OPEN -> {
        tally.add(FaultKind.HALF_OPEN);
        session.freeze(lastsMs == 0 ? Long.MAX_VALUE : nowMs + lastsMs);
      }
      case UNBIND -> unbind(session);
    }
  }
}
