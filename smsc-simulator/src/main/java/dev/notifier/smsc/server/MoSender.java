package dev.notifier.smsc.server;

import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.RecordEntry;
import dev.notifier.smsc.record.RecordStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Inbound messages on their way to a receiver. Belongs to the selector thread. */
final class MoSender {
  private final RecordStore book;

  MoSender(RecordStore book) {
    this.book = book;
  }

  /**
   * Writes the segments of an inbound message to the receiver with the fewest deliver_sm without an
   * answer; each has its result at the same place.
   */
  void send(
      List<ShortMessage> segments,
      List<CompletableFuture<MoResult>> results,
      List<Session> sessions,
      long nowMs) {
    Session chosen = null;
    for (Session session : sessions) {
      if (session.mayReceive()
          && (chosen == null || session.sent().size() < chosen.sent().size())) {
        chosen = session;
      }
    }
    if (chosen == null) {
      results.forEach(result -> result.complete(new MoResult.NoReceiver()));
      return;
    }
    for (int i = 0; i < segments.size(); i++) {
      int sequence = chosen.nextSequence();
      int mark = chosen.out().begin(CommandId.DELIVER_SM, 0, sequence);
      segments.get(i).write(chosen.out());
      chosen.out().finish(mark);
      chosen.sent().put(sequence, new PendingDeliver.ForMo(results.get(i), nowMs));
      book.note(new RecordEntry.MoSent());
    }
  }
}
