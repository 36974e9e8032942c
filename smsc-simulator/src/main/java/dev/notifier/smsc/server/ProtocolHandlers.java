package dev.notifier.smsc.server;

import dev.notifier.smsc.record.FaultCounters;
import dev.notifier.smsc.record.RecordStore;
import java.util.ArrayList;
import java.util.List;

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

  static ProtocolHandlers create(RecordStore store, HandsetListener listener, long nowMs) {
    FaultCounters faultCounters = store.state().faultCounters();
    List<Session> sessions = new ArrayList<>();
    LinkFaultInjector linkFaults = new LinkFaultInjector(faultCounters);
    MoSender mo = new MoSender(store);
    ReceiptScheduler receipts =
        new ReceiptScheduler(store, new ReplySender(mo, sessions, listener));
    SubmitHandler submits = new SubmitHandler(store, receipts, linkFaults, listener, nowMs);
    BindHandler binds = new BindHandler(receipts, faultCounters, sessions);
    PduDispatcher dispatcher =
        new PduDispatcher(submits, receipts, binds, linkFaults, faultCounters);
    return new ProtocolHandlers(dispatcher, submits, receipts, mo, linkFaults, sessions);
  }
}
