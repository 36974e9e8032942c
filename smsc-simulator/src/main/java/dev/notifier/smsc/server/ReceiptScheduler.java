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
 * Schedules receipts from the submit until they are settled. A receipt waits for its time, then in
 * the queue of its account until a receiver of that system_id has room in its window, then at that
 * session for the response. Runs on the selector thread.
 */
final class ReceiptScheduler {
  /**
   * Maximum of receipts due. Beyond it, submits are refused with "queue full". A receipt takes
   * about 300 bytes.
   */
  static final int MAX_DUE = 2_000_000;

  private static final class Account {
    final Deque<Receipt> ready = new ArrayDeque<>();
    final List<Session> receivers = new ArrayList<>();
    int lastReceiver;

    Session nextReceiver() {
      lastReceiver = (lastReceiver + 1) % receivers.size();
      return receivers.get(lastReceiver);
    }

    /** Returns whether the next receipt must go to another session than this one. */
    boolean mustAvoid(Session session) {
      Receipt next = ready.peekFirst();
      return next != null
          && next.plan().flow().otherBind()
          && next.session() == session.number()
          && receivers.size() > 1;
    }
  }

  private final RecordStore store;
  private final ReplySender replies;
  private final ReceiptWriter writer = new ReceiptWriter();
  private final FaultCounters faultCounters;
  private final PriorityQueue<Receipt> byTime = new PriorityQueue<>();
  private final Map<String, Account> accounts = new HashMap<>();
  private int due;

  ReceiptScheduler(RecordStore store, ReplySender replies) {
    this.replies = replies;
    this.store = store;
    this.faultCounters = store.state().faultCounters();
  }

  boolean isFull() {
    return due >= MAX_DUE;
  }

  /** Adds a receipt that counts as due until it is settled. */
  void add(Receipt receipt) {
    due++;
    byTime.add(receipt);
  }

  /** Adds an additional receipt, unless too many are waiting. */
  void addExtra(Receipt receipt) {
    if (byTime.size() < MAX_DUE) {
      byTime.add(receipt);
    }
  }

  /** Discards all receipts, including those that wait for a response. */
  void reset(Iterable<Session> sessions) {
    due = 0;
    byTime.clear();
    accounts.values().forEach(account -> account.ready.clear());
    sessions.forEach(session ->
        session.outstanding().values().removeIf(PendingDeliver.ForReceipt.class::isInstance));
  }

  void sessionBound(Session session) {
    account(session.systemId()).receivers.add(session);
  }

  /**
   * Called when the session is closed or unbound: its outstanding receipts wait for another one.
   */
  void sessionGone(Session session) {
    Account account = account(session.systemId());
    account.receivers.remove(session);
    for (PendingDeliver pending : List.copyOf(session.outstanding().values()).reversed()) {
      switch (pending) {
        case PendingDeliver.ForReceipt forReceipt -> account.ready.addFirst(forReceipt.receipt());
        case PendingDeliver.ForMo mo -> mo.result().complete(new MoResult.NoResponse());
      }
    }
    session.outstanding().clear();
  }

  /** Handles a deliver_sm_resp; ignores one with an unknown sequence_number. */
  void onResponse(Session session, int sequence, int status, Behaviour behaviour, long nowMs) {
    switch (session.outstanding().remove(sequence)) {
      case null -> {}
      case PendingDeliver.ForMo mo -> mo.result().complete(new MoResult.Responded(status));
      case PendingDeliver.ForReceipt forReceipt ->
          settle(forReceipt.receipt(), status, behaviour, nowMs);
    }
  }

  private void settle(Receipt receipt, int status, Behaviour behaviour, long nowMs) {
    if (receipt.extra()) {
      return;
    }
    if (CommandStatus.isTemporary(status)) {
      byTime.add(receipt.at(nowMs + behaviour.receipts().retryAfterMs()));
    } else {
      due--;
      store.append(new RecordEntry.ReceiptSettled(receipt.messageId(), status));
      replies.onReceiptSettled(receipt, behaviour.alphabet(), nowMs);
    }
  }

  /**
   * Sends the receipts that are due to receivers with room. Returns when the next receipt is due,
   * or Long.MAX_VALUE.
   */
  long sendDue(Behaviour behaviour, long nowMs) {
    ReceiptPolicy policy = behaviour.receipts();
    while (!byTime.isEmpty() && byTime.peek().atMs() <= nowMs) {
      Receipt receipt = byTime.remove();
      account(receipt.systemId()).ready.addLast(receipt);
    }
    int written = 0;
    for (Account account : accounts.values()) {
      for (Session session : account.receivers) {
        expireOutstanding(session, account, nowMs - policy.responseTimeoutMs());
      }
      written += sendReady(account, behaviour, nowMs);
    }
    if (written > 0) {
      store.append(new RecordEntry.ReceiptsSent(written));
    }
    return byTime.isEmpty() ? Long.MAX_VALUE : byTime.peek().atMs();
  }

  private int sendReady(Account account, Behaviour behaviour, long nowMs) {
    int window = behaviour.receipts().window();
    int written = 0;
    int unavailable = 0;
    while (!account.ready.isEmpty() && unavailable < account.receivers.size()) {
      Session session = account.nextReceiver();
      if (account.mustAvoid(session)
          || session.outstanding().size() >= window
          || !session.hasRoomToSend()) {
        unavailable++;
        continue;
      }
      unavailable = 0;
      send(account.ready.removeFirst(), session, behaviour, nowMs);
      written++;
    }
    return written;
  }

  private void send(Receipt receipt, Session session, Behaviour behaviour, long nowMs) {
    if (receipt.plan().flow().otherBind() && receipt.session() != session.number()) {
      faultCounters.increment(FaultKind.OTHER_BIND);
    }
    int sequence = session.nextSequence();
    PduBuffer out = session.out();
    int mark = out.begin(CommandId.DELIVER_SM, 0, sequence);
    writer.write(receipt, behaviour, out, nowMs);
    out.finish(mark);
    session.outstanding().put(sequence, new PendingDeliver.ForReceipt(receipt, nowMs));
  }

  private static void expireOutstanding(Session session, Account account, long sentBeforeMs) {
    Iterator<PendingDeliver> oldestFirst = session.outstanding().values().iterator();
    while (oldestFirst.hasNext()) {
      PendingDeliver pending = oldestFirst.next();
      if (pending.atMs() > sentBeforeMs) {
        return;
      }
      oldestFirst.remove();
      switch (pending) {
        case PendingDeliver.ForReceipt forReceipt -> {
          if (!forReceipt.receipt().extra()) {
            account.ready.addLast(forReceipt.receipt());
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
