package dev.notifier.smsc.server;

import dev.notifier.smsc.pdu.CommandId;
import dev.notifier.smsc.pdu.ShortMessage;
import dev.notifier.smsc.record.RecordEntry;
import dev.notifier.smsc.record.RecordStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends inbound messages to a receiver. Runs on the selector thread. */
final class MoSender {
  private final RecordStore store;

  MoSender(RecordStore store) {
    this.store = store;
  }

  /**
   * Writes the segments of an inbound message to the receiver with the fewest outstanding
   * deliver_sm. Each segment completes the result at its index.
   */
  void send(
      List<ShortMessage> segments,
      List<CompletableFuture<MoResult>> results,
      List<Session> sessions,
      long nowMs) {
    Session receiver = null;
    for (Session session : sessions) {
      if (session.canReceive()
          && (receiver == null || session.outstanding().size() < receiver.outstanding().size())) {
        receiver = session;
      }
    }
    if (receiver == null) {
      results.forEach(result -> result.complete(new MoResult.NoReceiver()));
      return;
    }
    for (int i = 0; i < segments.size(); i++) {
      int sequence = receiver.nextSequence();
      int mark = receiver.out().begin(CommandId.DELIVER_SM, 0, sequence);
      segments.get(i).write(receiver.out());
      receiver.out().finish(mark);
      receiver.outstanding().put(sequence, new PendingDeliver.ForMo(results.get(i), nowMs));
      store.append(new RecordEntry.MoSent());
    }
  }
}
