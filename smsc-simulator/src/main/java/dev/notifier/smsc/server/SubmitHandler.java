package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.BehaviourRules;
import dev.notifier.smsc.behaviour.FaultEffects;
import dev.notifier.smsc.behaviour.FaultKind;
import dev.notifier.smsc.behaviour.ReceiptFlow;
import dev.notifier.smsc.behaviour.ReceiptPlan;
import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.behaviour.ResponseForm;
import dev.notifier.smsc.behaviour.SubmitAction;
import dev.notifier.smsc.behaviour.SubmitDecision;
import dev.notifier.smsc.behaviour.SubmitLimits;
import dev.notifier.smsc.pdu.CommandStatus;
import dev.notifier.smsc.pdu.PduReader;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.FaultCounters;
import dev.notifier.smsc.record.RecordEntry;
import dev.notifier.smsc.record.RecordStore;
import dev.notifier.smsc.record.Submission;
import dev.notifier.smsc.record.Submission.Outcome;

/**
 * Handles submit_sm: decides, records, responds, and schedules the receipts. Runs on the selector
 * thread.
 */
final class SubmitHandler {
  /** A submit_sm that is being handled. */
  private record Submit(
      Session session,
      int sequence,
      ShortMessage message,
      FaultEffects effects,
      BehaviourRules rules,
      long nowMs,
      long responseAtMs) {

    boolean requestsReceipt(ReceiptState state) {
      return state.isRequestedBy(message.registeredDelivery());
    }

    Submission accepted(ReceiptPlan plan, long messageId, long dueMs) {
      return submission(
          Outcome.ACCEPTED, CommandStatus.OK, messageId, dueMs, plan.state(), plan.error());
    }

    Submission notAccepted(Outcome outcome, int status) {
      return submission(outcome, status, 0, 0, ReceiptState.NEVER, "");
    }

    private Submission submission(
        Outcome outcome,
        int status,
        long messageId,
        long receiptDueMs,
        ReceiptState state,
        String error) {
      return new Submission(
          nowMs,
          session.number(),
          session.systemId(),
          message,
          outcome,
          status,
          messageId,
          receiptDueMs,
          state,
          error);
    }

    Receipt receipt(Submission submission, ReceiptPlan plan) {
      return Receipt.of(submission, rules.behaviour().alphabet(), plan);
    }
  }

  private final RecordStore store;
  private final ReceiptScheduler receipts;
  private final LinkFaultInjector linkFaults;
  private final FaultCounters faultCounters;
  private final HandsetListener listener;
  private final ResponseQueue responses = new ResponseQueue();
  private long lastMessageId;

  /**
   * Creates a handler. Message ids count up from {@code nowMs} in microseconds, or from the last
   * used id when that is greater. Below a million messages per second no id is used twice, not even
   * after a restart.
   */
  SubmitHandler(
      RecordStore store,
      ReceiptScheduler receipts,
      LinkFaultInjector linkFaults,
      HandsetListener listener,
      long nowMs) {
    this.store = store;
    this.receipts = receipts;
    this.linkFaults = linkFaults;
    this.faultCounters = store.state().faultCounters();
    this.listener = listener;
    this.lastMessageId = Math.max(nowMs * 1_000, store.state().lastMessageId());
  }

  void handle(Session session, int sequence, PduReader body, BehaviourRules rules, long nowMs) {
    ShortMessage message = ShortMessage.read(body);
    long responseAtMs = nowMs + rules.nextResponseDelayMs();
    SubmitDecision decision = decide(session, message, body, rules, nowMs);
    FaultEffects effects = decision.effects();
    if (effects.delayMs() > 0) {
      faultCounters.increment(FaultKind.SLOW);
    }
    Submit submit =
        new Submit(
            session, sequence, message, effects, rules, nowMs, responseAtMs + effects.delayMs());
    switch (decision.action()) {
      case SubmitAction.Ignore ignore -> {
        faultCounters.increment(FaultKind.SILENT);
        store.append(new RecordEntry.Submitted(submit.notAccepted(Outcome.SILENT, 0)));
      }
      case SubmitAction.Refuse refuse -> refuse(submit, refuse);
      case SubmitAction.Accept accept -> accept(submit, accept.receipt());
    }
    linkFaults.afterSubmit(session, effects, rules.behaviour().link(), nowMs);
  }

  /** Sends the responses that are due. Returns when the next one is due, or Long.MAX_VALUE. */
  long sendDueResponses(long nowMs) {
    return responses.sendDue(nowMs);
  }

  private SubmitDecision decide(
      Session session, ShortMessage message, PduReader body, BehaviourRules rules, long nowMs) {
    if (body.errorStatus() != CommandStatus.OK) {
      return SubmitDecision.refuse(body.errorStatus());
    }
    if (message.destination().value().isEmpty()) {
      return SubmitDecision.refuse(CommandStatus.INVALID_DESTINATION);
    }
    if (receipts.isFull() || store.isFull()) {
      return SubmitDecision.refuse(CommandStatus.QUEUE_FULL);
    }
    SubmitLimits limits = rules.behaviour().limits();
    if (limits.window() > 0 && session.pendingResponses() >= limits.window()) {
      faultCounters.increment(FaultKind.WINDOW);
      return SubmitDecision.refuse(limits.windowStatus());
    }
    if (!rules.rateLimiter().tryAcquire(session.systemId(), session.number(), nowMs)) {
      faultCounters.increment(FaultKind.THROTTLED);
      return SubmitDecision.refuse(limits.throttledStatus());
    }
    SubmitDecision decision = rules.decide(message.destination().value(), nowMs);
    if (decision.action() instanceof SubmitAction.Refuse) {
      faultCounters.increment(FaultKind.REFUSED);
    }
    return decision;
  }

  private void refuse(Submit submit, SubmitAction.Refuse refuse) {
    store.append(new RecordEntry.Submitted(submit.notAccepted(Outcome.REFUSED, refuse.status())));
    respond(submit, refuse.status(), "", ResponseForm.NORMAL, submit.responseAtMs());
    ReceiptPlan plan = refuse.receipt();
    if (submit.requestsReceipt(plan.state())) {
      faultCounters.increment(FaultKind.RECEIPT_AFTER_REFUSAL);
      long dueMs = submit.responseAtMs() + submit.rules().nextReceiptDelayMs(plan.flow().delay());
      // Not recorded as accepted, because the submit was refused.
      Submission submission = submit.accepted(plan, ++lastMessageId, dueMs);
      receipts.addExtra(submit.receipt(submission, plan).extra(0, plan.state()));
      addExtraReceipts(submission, plan, submit);
    }
  }

  private void accept(Submit submit, ReceiptPlan plan) {
    ResponseForm form = submit.effects().response();
    if (form == ResponseForm.NONE) {
      faultCounters.increment(FaultKind.NO_RESPONSE);
    } else if (form != ResponseForm.NORMAL) {
      faultCounters.increment(FaultKind.ABNORMAL_RESPONSE);
    }
    ReceiptFlow flow = plan.flow();
    long delayMs = flow.before() ? 0 : submit.rules().nextReceiptDelayMs(flow.delay());
    long dueMs = flow.before() ? submit.nowMs() : submit.responseAtMs() + delayMs;
    Submission submission = record(submit, plan, dueMs);
    // The receipt is written in this iteration of the loop, the response a millisecond later or
    // more.
    long responseAtMs =
        flow.before() ? Math.max(submit.responseAtMs(), submit.nowMs() + 1) : submit.responseAtMs();
    String id = submit.rules().behaviour().responseId(submission.messageId());
    respond(submit, CommandStatus.OK, id, form, responseAtMs);
  }

  private Submission record(Submit submit, ReceiptPlan plan, long dueMs) {
    boolean requested = submit.requestsReceipt(plan.state());
    Submission submission = submit.accepted(plan, ++lastMessageId, requested ? dueMs : 0);
    store.append(new RecordEntry.Submitted(submission));
    if (requested) {
      if (plan.flow().before()) {
        faultCounters.increment(FaultKind.EARLY_RECEIPT);
      }
      receipts.add(submit.receipt(submission, plan));
    }
    if ((submit.message().registeredDelivery() & 3) != 0) {
      addExtraReceipts(submit.accepted(plan, submission.messageId(), dueMs), plan, submit);
    }
    listener.onAccepted(submission, submit.rules().behaviour().alphabet());
    return submission;
  }

  private void addExtraReceipts(Submission submission, ReceiptPlan plan, Submit submit) {
    ReceiptFlow flow = plan.flow();
    Receipt first = submit.receipt(submission, plan);
    long afterMs = 0;
    for (ReceiptState state : flow.then()) {
      afterMs += flow.gapMs();
      faultCounters.increment(FaultKind.EXTRA_RECEIPT);
      receipts.addExtra(first.extra(afterMs, state));
    }
    if (flow.unknownId()) {
      faultCounters.increment(FaultKind.UNKNOWN_ID_RECEIPT);
      Submission unknown = submit.accepted(plan, ++lastMessageId, submission.receiptDueMs());
      ReceiptState state = plan.state() == ReceiptState.NEVER ? ReceiptState.DELIVRD : plan.state();
      receipts.addExtra(submit.receipt(unknown, plan).extra(0, state));
    }
  }

  private void respond(Submit submit, int status, String messageId, ResponseForm form, long atMs) {
    Session session = submit.session();
    int congestionState =
        submit
            .rules()
            .rateLimiter()
            .congestionState(session.systemId(), session.number(), submit.nowMs());
    responses.add(
        new ResponseQueue.Response(
            session, submit.sequence(), status, messageId, form, congestionState),
        atMs,
        submit.nowMs());
  }
}
