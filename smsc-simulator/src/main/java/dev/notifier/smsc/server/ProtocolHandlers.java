package dev.notifier.smsc.server;

import dev.notifier.smsc.pdu.Alphabet;
import dev.notifier.smsc.record.FaultCounters;
import dev.notifier.smsc.record.RecordStore;
import dev.notifier.smsc.record.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The handlers of one SMPP server. Run on the selector thread.
 *
 * @param sessions all open sessions; handlers see changes
 */
record ProtocolHandlers(
    PduDispatcher dispatcher,
    SubmitHandler submits,
    ReceiptScheduler receipts,
    MoSender mo,
    LinkFaultInjector linkFaults,
    List<Session> sessions) {

  static ProtocolHandlers create(
      RecordStore store, BiConsumer<Submission, Alphabet> acceptedListener, long nowMs) {
    FaultCounters faultCounters = store.state().faultCounters();
    List<Session> sessions = new ArrayList<>();
    LinkFaultInjector linkFaults = new LinkFaultInjector(faultCounters);
    ReceiptScheduler receipts = new ReceiptScheduler(store);
    SubmitHandler submits = new SubmitHandler(store, receipts, linkFaults, acceptedListener, nowMs);
    BindHandler binds = new BindHandler(receipts, faultCounters, sessions);
    PduDispatcher dispatcher =
        new PduDispatcher(submits, receipts, binds, linkFaults, faultCounters);
    return new ProtocolHandlers(
        dispatcher, submits, receipts, new MoSender(store), linkFaults, sessions);
  }
}
