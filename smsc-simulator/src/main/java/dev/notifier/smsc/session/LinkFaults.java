package dev.notifier.smsc.session;

import dev.notifier.smsc.behaviour.Effects;
import dev.notifier.smsc.behaviour.FaultKind;
import dev.notifier.smsc.behaviour.JunkForm;
import dev.notifier.smsc.behaviour.LinkAct;
import dev.notifier.smsc.behaviour.LinkPolicy;
import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.record.Tally;

/** What is done to links on purpose. Belongs to the selector thread. */
final class LinkFaults {
  private final Tally tally;

  LinkFaults(Tally tally) {
    this.tally = tally;
  }

  /** One more PDU of the session was handled. */
  void handled(Session session, LinkPolicy policy, long nowMs) {
    long pdus = session.pduHandled();
    if (pdus == policy.unbindAfterPdus()) {
      act(session, LinkAct.UNBIND, 0, nowMs);
    }
    if (pdus == policy.halfOpenAfterPdus()) {
      act(session, LinkAct.HALF_OPEN, policy.halfOpenMs(), nowMs);
    }
    if (pdus == policy.dropAfterPdus()) {
      act(session, LinkAct.DROP, 0, nowMs);
    }
  }

  /** A submit_sm was judged and, if that was due, answered. */
  void submitted(Session session, Effects effects, LinkPolicy policy, long nowMs) {
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

  private void junk(Session session, JunkForm form) {
    tally.add(FaultKind.JUNK);
    AnswerWriter.junk(session.out(), form, session.nextSequence());
  }

  private void act(Session session, LinkAct act, long lastsMs, long nowMs) {
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
