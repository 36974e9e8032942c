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
import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.pdu.CommandStatus;
import dev.notifier.smsc.pdu.PduReader;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.FaultCounters;
import dev.notifier.smsc.record.RecordStore;
import dev.notifier.smsc.record.Submission;
import dev.notifier.smsc.record.Submission.Outcome;
import java.util.PriorityQueue;
import java.util.function.BiConsumer;

/**
 * What happens to a submit_sm: judged, recorded, answered now or later. Belongs to the selector
 * thread.
 */
final class SubmitHandler {
  private record ScheduledResponse(
      long atMs,
      long order,
      Session session,
      int sequence,
      int status,
      String id,
      ResponseForm form,
      int congestionState)
      implements Comparable<ScheduledResponse> {
    @Override
    public int compareTo(ScheduledResponse other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  /** One submit_sm while it is dealt with. */
  private record Submit(
      Session session,
      int sequence,
      ShortMessage message,
      FaultEffects effects,
      BehaviourRules rules,
      long nowMs,
      long responseAtMs) {}

  private final RecordStore book;
  private final ReceiptScheduler receipts;
  private final LinkFaultInjector links;
  private final FaultCounters tally;
  private final BiConsumer<Submission, Alphabet> accepted;
  private final PriorityQueue<ScheduledResponse> waiting = new PriorityQueue<>();
  private long lastMessageId;
  private long answers;

  /**
   * Message ids count up from {@code nowMs} in microseconds, or from the last one used when that is
   * later: below a million messages a second none is used twice, whatever happened before.
   */
  SubmitHandler(
      RecordStore book,
      ReceiptScheduler receipts,
      LinkFaultInjector links,
      BiConsumer<Submission, Alphabet> accepted,
      long nowMs) {
    this.book = book;
    this.receipts = receipts;
    this.links = links;
    this.tally = book.ledger().tally();
    this.accepted = accepted;
    this.lastMessageId = Math.max(nowMs * 1_000, book.ledger().lastMessageId());
  }

  void submitted(
      Session session, int sequence, PduReader fields, BehaviourRules rules, long nowMs) {
    ShortMessage message = ShortMessage.read(fields);
    long responseAtMs = nowMs + rules.nextResponseDelayMs();
    SubmitDecision judgement = judge(session, message, fields, rules, nowMs);
    FaultEffects effects = judgement.effects();
    if (effects.delayMs() > 0) {
      tally.add(FaultKind.SLOW);
    }
    Submit it =
        new Submit(
            session, sequence, message, effects, rules, nowMs, responseAtMs + effects.delayMs());
    switch (judgement.verdict()) {
      case SubmitAction.Silence silence -> {
        tally.add(FaultKind.SILENT);
        book.note(submission(it, Outcome.SILENT, 0));
      }
      case SubmitAction.Refuse refuse -> refuse(it, refuse);
      case SubmitAction.Accept accept -> accept(it, accept.receipt());
    }
    links.submitted(session, effects, rules.behaviour().link(), nowMs);
  }

  private SubmitDecision judge(
      Session session, ShortMessage message, PduReader fields, BehaviourRules rules, long nowMs) {
    if (fields.problem() != CommandStatus.OK) {
      return SubmitDecision.refused(fields.problem());
    }
    if (message.destination().value().isEmpty()) {
      return SubmitDecision.refused(CommandStatus.INVALID_DESTINATION);
    }
    if (receipts.isFull() || book.isFull()) {
      return SubmitDecision.refused(CommandStatus.QUEUE_FULL);
    }
    SubmitLimits limits = rules.behaviour().limits();
    if (limits.window() > 0 && session.unansweredSubmits() >= limits.window()) {
      tally.add(FaultKind.WINDOW);
      return SubmitDecision.refused(limits.windowStatus());
    }
    if (!rules.throttle().admits(session.systemId(), session.number(), nowMs)) {
      tally.add(FaultKind.THROTTLED);
      return SubmitDecision.refused(limits.throttledStatus());
    }
    SubmitDecision judgement = rules.judge(message.destination().value(), nowMs);
    if (judgement.verdict() instanceof SubmitAction.Refuse) {
      tally.add(FaultKind.REFUSED);
    }
    return judgement;
  }

  private void refuse(Submit it, SubmitAction.Refuse refuse) {
    book.note(submission(it, Outcome.REFUSED, refuse.status()));
    answer(it, refuse.status(), "", ResponseForm.USUAL, it.responseAtMs());
    ReceiptPlan order = refuse.receipt();
    if (order.state().isAskedBy(it.message().registeredDelivery())) {
      tally.add(FaultKind.RECEIPT_AFTER_REFUSAL);
      long dueMs = it.responseAtMs() + it.rules().nextReceiptDelayMs(order.flow().delay());
      Submission named =
          accepted(it, order, ++lastMessageId, dueMs); // Never recorded: it was refused.
      receipts.add(receipt(named, order, it).further(0, order.state()));
      addFurther(named, order, it);
    }
  }

  private void accept(Submit it, ReceiptPlan order) {
    ResponseForm form = it.effects().answer();
    if (form == ResponseForm.NONE) {
      tally.add(FaultKind.UNANSWERED);
    } else if (form != ResponseForm.USUAL) {
      tally.add(FaultKind.ODD_ANSWER);
    }
    ReceiptFlow flow = order.flow();
    long wait = flow.before() ? 0 : it.rules().nextReceiptDelayMs(flow.delay());
    long dueMs = flow.before() ? it.nowMs() : it.responseAtMs() + wait;
    Submission taken = take(it, order, dueMs);
    // A millisecond later is the next pass at least, and this one writes the receipt.
    long atMs = flow.before() ? Math.max(it.responseAtMs(), it.nowMs() + 1) : it.responseAtMs();
    String id = it.rules().behaviour().responseId(taken.messageId());
    answer(it, CommandStatus.OK, id, form, atMs);
  }

  private Submission take(Submit it, ReceiptPlan order, long dueMs) {
    boolean asked = order.state().isAskedBy(it.message().registeredDelivery());
    Submission taken = accepted(it, order, ++lastMessageId, asked ? dueMs : 0);
    book.note(taken);
    if (asked) {
      if (order.flow().before()) {
        tally.add(FaultKind.EARLY_RECEIPT);
      }
      receipts.owe(receipt(taken, order, it));
    }
    if ((it.message().registeredDelivery() & 3) != 0) {
      addFurther(accepted(it, order, taken.messageId(), dueMs), order, it);
    }
    accepted.accept(taken, it.rules().behaviour().alphabet());
    return taken;
  }

  private void addFurther(Submission named, ReceiptPlan order, Submit it) {
    ReceiptFlow flow = order.flow();
    Receipt first = receipt(named, order, it);
    long afterMs = 0;
    for (ReceiptState state : flow.then()) {
      afterMs += flow.gapMs();
      tally.add(FaultKind.FURTHER_RECEIPT);
      receipts.add(first.further(afterMs, state));
    }
    if (flow.unknownId()) {
      tally.add(FaultKind.UNKNOWN_RECEIPT);
      Submission stranger = accepted(it, order, ++lastMessageId, named.receiptDueMs());
      ReceiptState state =
          order.state() == ReceiptState.NEVER ? ReceiptState.DELIVRD : order.state();
      receipts.add(receipt(stranger, order, it).further(0, state));
    }
  }

  private static Receipt receipt(Submission it, ReceiptPlan order, Submit submit) {
    return Receipt.of(it, submit.rules().behaviour().alphabet(), order);
  }

  private static Submission accepted(Submit it, ReceiptPlan order, long messageId, long dueMs) {
    return new Submission(
        it.nowMs(),
        it.session().number(),
        it.session().systemId(),
        it.message(),
        Outcome.ACCEPTED,
        CommandStatus.OK,
        messageId,
        dueMs,
        order.state(),
        order.error());
  }

  private static Submission submission(Submit it, Outcome outcome, int status) {
    return new Submission(
        it.nowMs(),
        it.session().number(),
        it.session().systemId(),
        it.message(),
        outcome,
        status,
        0,
        0,
        ReceiptState.NEVER,
        "");
  }

  private void answer(Submit it, int status, String id, ResponseForm form, long atMs) {
    Session to = it.session();
    to.submitTaken();
    int congestion = it.rules().throttle().congestionState(to.systemId(), to.number(), it.nowMs());
    ScheduledResponse answer =
        new ScheduledResponse(atMs, ++answers, to, it.sequence(), status, id, form, congestion);
    if (atMs <= it.nowMs()) {
      write(answer);
    } else {
      waiting.add(answer);
    }
  }

  /**
   * Writes the answers whose time has come; returns when the next is due, Long.MAX_VALUE when none.
   */
  long pump(long nowMs) {
    while (!waiting.isEmpty() && waiting.peek().atMs() <= nowMs) {
      write(waiting.remove());
    }
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().atMs();
  }

  private static void write(ScheduledResponse it) {
    Session session = it.session();
    session.submitAnswered();
    if (!session.isClosed()) {
      SubmitResponseWriter.write(
          session.out(), it.status(), it.sequence(), it.id(), it.form(), it.congestionState());
    }
  }
}
