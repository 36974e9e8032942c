package dev.notifier.smsc.server;

import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.FaultKind;
import dev.notifier.smsc.behaviour.ReceiptPolicy;
import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.pdu.CommandStatus;
import dev.notifier.smsc.pdu.PduBuffer;
import dev.notifier.smsc.record.FaultCounters;
import dev.notifier.smsc.record.RecordEntry;
import dev.notifier.smsc.record.RecordStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Receipts from the moment they are owed until they are settled: first by time, then by account
 * until a session of that system_id has room in its window, then at that session until the answer.
 * Belongs to the selector thread.
 */
final class ReceiptScheduler {
  /**
   * Receipts that may be owed at once; beyond it submits are answered "queue full". About 300
   * octets each.
   */
  static final int MAX_DUE = 2_000_000;

  private static final class Account {
    final Deque<Receipt> ready = new ArrayDeque<>();
    final List<Session> receivers = new ArrayList<>();
    int turn;

    /** Whether the next receipt is for another session than this, and there is one. */
    boolean avoids(Session session) {
      Receipt next = ready.peekFirst();
      return next != null
          && next.style().flow().otherBind()
          && next.session() == session.number()
          && receivers.size() > 1;
    }
  }

  private final RecordStore book;
  private final ReceiptWriter writer = new ReceiptWriter();
  private final FaultCounters tally;
  private final PriorityQueue<Receipt> byTime = new PriorityQueue<>();
  private final Map<String, Account> accounts = new HashMap<>();
  private int owed;

  ReceiptScheduler(RecordStore book) {
    this.book = book;
    this.tally = book.ledger().tally();
  }

  boolean isFull() {
    return owed >= MAX_DUE;
  }

  void owe(Receipt receipt) {
    owed++;
    byTime.add(receipt);
  }

  /** One that comes besides; left out when too many wait already. */
  void add(Receipt further) {
    if (byTime.size() < MAX_DUE) {
      byTime.add(further);
    }
  }

  /** Forgets all receipts, those at sessions too. */
  void reset(Iterable<Session> sessions) {
    owed = 0;
    byTime.clear();
    accounts.values().forEach(account -> account.ready.clear());
    sessions.forEach(
        session -> session.sent().values().removeIf(PendingDeliver.ForReceipt.class::isInstance));
  }

  void joined(Session session) {
    account(session.systemId()).receivers.add(session);
  }

  /** The session is gone or unbound: what it had not answered waits for another one. */
  void left(Session session) {
    Account account = account(session.systemId());
    account.receivers.remove(session);
    for (PendingDeliver sent : List.copyOf(session.sent().values()).reversed()) {
      switch (sent) {
        case PendingDeliver.ForReceipt it -> account.ready.addFirst(it.receipt());
        case PendingDeliver.ForMo mo -> mo.result().complete(new MoResult.NoResponse());
      }
    }
    session.sent().clear();
  }

  /** The answer to a deliver_sm; one that nobody waits for is ignored. */
  void answered(Session session, int sequence, int status, ReceiptPolicy policy, long nowMs) {
    switch (session.sent().remove(sequence)) {
      case null -> {}
      case PendingDeliver.ForMo mo -> mo.result().complete(new MoResult.Responded(status));
      case PendingDeliver.ForReceipt it -> {
        if (it.receipt().further()) {
          return;
        }
        if (CommandStatus.isTemporary(status)) {
          byTime.add(it.receipt().at(nowMs + policy.retryAfterMs()));
        } else {
          owed--;
          book.note(new RecordEntry.ReceiptSettled(it.receipt().messageId(), status));
        }
      }
    }
  }

  /**
   * Moves what is due to sessions with room; returns when the next receipt is due, Long.MAX_VALUE
   * when none.
   */
  long pump(Behaviour behaviour, long nowMs) {
    ReceiptPolicy policy = behaviour.receipts();
    while (!byTime.isEmpty() && byTime.peek().atMs() <= nowMs) {
      Receipt receipt = byTime.remove();
      account(receipt.systemId()).ready.addLast(receipt);
    }
    int written = 0;
    for (Account account : accounts.values()) {
      for (Session session : account.receivers) {
        giveUpWaiting(session, account, nowMs - policy.unansweredAfterMs());
      }
      written += serve(account, behaviour, nowMs);
    }
    if (written > 0) {
      book.note(new RecordEntry.ReceiptsSent(written));
    }
    return byTime.isEmpty() ? Long.MAX_VALUE : byTime.peek().atMs();
  }

  private int serve(Account account, Behaviour behaviour, long nowMs) {
    int window = behaviour.receipts().window();
    int written = 0;
    int full = 0;
    while (!account.ready.isEmpty() && full < account.receivers.size()) {
      account.turn = (account.turn + 1) % account.receivers.size();
      Session session = account.receivers.get(account.turn);
      boolean wrongLink = account.avoids(session);
      if (wrongLink || session.sent().size() >= window || !session.hasRoomToSend()) {
        full++;
        continue;
      }
      full = 0;
      Receipt receipt = account.ready.removeFirst();
      if (receipt.style().flow().otherBind() && receipt.session() != session.number()) {
        tally.add(FaultKind.OTHER_BIND);
      }
      int sequence = session.nextSequence();
      PduBuffer out = session.out();
      int mark = out.begin(CommandId.DELIVER_SM, 0, sequence);
      writer.write(receipt, behaviour, out, nowMs);
      out.finish(mark);
      session.sent().put(sequence, new PendingDeliver.ForReceipt(receipt, nowMs));
      written++;
    }
    return written;
  }

  private static void giveUpWaiting(Session session, Account account, long sentBeforeMs) {
    Iterator<PendingDeliver> oldestFirst = session.sent().values().iterator();
    while (oldestFirst.hasNext()) {
      PendingDeliver sent = oldestFirst.next();
      if (sent.atMs() > sentBeforeMs) {
        return;
      }
      oldestFirst.remove();
      switch (sent) {
        case PendingDeliver.ForReceipt it -> {
          if (!it.receipt().further()) {
            account.ready.addLast(it.receipt());
          }
        }
        case PendingDeliver.ForMo mo -> mo.result().complete(new MoResult.NoResponse());
      }
    }
  }

  private Account account(String systemId) {
    return accounts.computeIfAbsent(systemId, id -> new Account());
  }
}
