package dev.notifier.smsc.session;

import dev.notifier.smsc.behaviour.ReceiptState;
import dev.notifier.smsc.behaviour.Rules;
import dev.notifier.smsc.behaviour.Verdict;
import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.pdu.CommandStatus;
import dev.notifier.smsc.pdu.PduBuffer;
import dev.notifier.smsc.pdu.PduFields;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.RecordBook;
import dev.notifier.smsc.record.Submission;
import dev.notifier.smsc.record.Submission.Outcome;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * What happens to a submit_sm: judged, recorded, answered now or later. Belongs to the selector
 * thread.
 */
final class SubmitDesk {
  private record Answer(long atMs, long order, Session session, int sequence, int status, long id)
      implements Comparable<Answer> {
    @Override
    public int compareTo(Answer other) {
      int byTime = Long.compare(atMs, other.atMs);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final RecordBook book;
  private final ReceiptDesk receipts;
  private final Consumer<Submission> accepted;
  private final PriorityQueue<Answer> waiting = new PriorityQueue<>();
  private long lastMessageId;
  private long answers;

  /**
   * Message ids count up from {@code nowMs} in microseconds, or from the last one used when that is
   * later: below a million messages a second none is used twice, whatever happened before.
   */
  SubmitDesk(RecordBook book, ReceiptDesk receipts, Consumer<Submission> accepted, long nowMs) {
    this.book = book;
    this.receipts = receipts;
    this.accepted = accepted;
    this.lastMessageId = Math.max(nowMs * 1_000, book.ledger().lastMessageId());
  }

  void submitted(Session session, int sequence, PduFields fields, Rules rules, long nowMs) {
    ShortMessage message = ShortMessage.read(fields);
    long responseAtMs = nowMs + rules.nextResponseDelayMs();
    switch (judge(message, fields, rules)) {
      case Verdict.Silence silence ->
          book.note(submission(session, message, Outcome.SILENT, 0, nowMs));
      case Verdict.Refuse refuse -> {
        book.note(submission(session, message, Outcome.REFUSED, refuse.status(), nowMs));
        answer(session, sequence, refuse.status(), 0, responseAtMs, nowMs);
      }
      case Verdict.Accept accept -> {
        long dueMs = responseAtMs + rules.nextReceiptDelayMs();
        Submission it = take(session, message, accept, dueMs, nowMs);
        answer(session, sequence, CommandStatus.OK, it.messageId(), responseAtMs, nowMs);
      }
    }
  }

  private Verdict judge(ShortMessage message, PduFields fields, Rules rules) {
    if (fields.problem() != CommandStatus.OK) {
      return new Verdict.Refuse(fields.problem());
    }
    if (message.destination().value().isEmpty()) {
      return new Verdict.Refuse(CommandStatus.INVALID_DESTINATION);
    }
    if (receipts.isFull() || book.isFull()) {
      return new Verdict.Refuse(CommandStatus.QUEUE_FULL);
    }
    return rules.judge(message.destination().value());
  }

  private Submission take(
      Session session, ShortMessage message, Verdict.Accept accept, long dueMs, long nowMs) {
    boolean asked = accept.state().isAskedBy(message.registeredDelivery());
    Submission it =
        new Submission(
            nowMs,
            session.number(),
            session.systemId(),
            message,
            Outcome.ACCEPTED,
            CommandStatus.OK,
            ++lastMessageId,
            asked ? dueMs : 0,
            accept.state(),
            accept.error());
    book.note(it);
    if (asked) {
      receipts.owe(Receipt.of(it));
    }
    accepted.accept(it);
    return it;
  }

  private static Submission submission(
      Session session, ShortMessage message, Outcome outcome, int status, long nowMs) {
    return new Submission(
        nowMs,
        session.number(),
        session.systemId(),
        message,
        outcome,
        status,
        0,
        0,
        ReceiptState.NEVER,
        "");
  }

  private void answer(Session to, int sequence, int status, long id, long atMs, long nowMs) {
    to.submitTaken();
    Answer answer = new Answer(atMs, ++answers, to, sequence, status, id);
    if (atMs <= nowMs) {
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

  private static void write(Answer answer) {
    Session session = answer.session();
    session.submitAnswered();
    if (session.isClosed()) {
      return;
    }
    PduBuffer out = session.out();
    int mark =
        out.begin(CommandId.RESPONSE | CommandId.SUBMIT_SM, answer.status(), answer.sequence());
    if (answer.status() == CommandStatus.OK) {
      out.cString(Submission.wireId(answer.id()));
    }
    out.finish(mark);
  }
}
