package dev.notifier.worker.bind;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.kafka.quarantine.QuarantinedRecord;
import dev.notifier.worker.bind.session.BindBackoff;
import dev.notifier.worker.bind.session.BindStatus;
import dev.notifier.worker.bind.session.InboundMetrics;
import dev.notifier.worker.bind.session.SessionConnector;
import dev.notifier.worker.bind.session.SessionEvent;
import dev.notifier.worker.bind.session.SessionManager;
import dev.notifier.worker.bind.session.WaitingReceipts;
import dev.notifier.worker.failover.FailoverDispatcher;
import dev.notifier.worker.failover.FailoverTargets;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.CheckpointListener;
import dev.notifier.worker.journal.JournalReader;
import dev.notifier.worker.journal.JournalState;
import dev.notifier.worker.journal.JournalWriter;
import dev.notifier.worker.journal.KafkaJournalWriter;
import dev.notifier.worker.journal.OperatorOffsets;
import dev.notifier.worker.journal.RecoveredState;
import dev.notifier.worker.journal.Recovery;
import dev.notifier.worker.journal.UncommittedResponses;
import dev.notifier.worker.response.ResponseHandler;
import dev.notifier.worker.response.ResponseMetrics;
import dev.notifier.worker.response.ResponsePolicy;
import dev.notifier.worker.send.BatchSelector;
import dev.notifier.worker.send.InFlightWindow;
import dev.notifier.worker.send.LaneQueues;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.send.SubmitState;
import dev.notifier.worker.send.SubmitWriter;
import dev.notifier.worker.send.WaitingSegments;
import dev.notifier.worker.send.WireFormat;
import dev.notifier.worker.send.rate.RateControl;
import dev.notifier.worker.smpp.ConnectionSettings;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Takes over a bind: fences the former owner, recovers its state, and builds the loop. */
final class BindLoopFactory {
  /**
   * The maximum number of messages per lane in memory. Half of them must last longer than a poll of
   * empty lanes blocks: 1,000 messages last 200 ms at 5,000 per second.
   */
  private static final int MAX_HELD_MESSAGES = 2_000;

  private static final long INTENT_NUMBERS_PER_MS = 1_000;

  private final BindId bind;
  private final BindContext context;
  private final InboundForwarder inbound;
  private final CheckpointListener checkpoints;
  private final BindStatus status;
  private final BooleanSupplier slotLost;

  /** Kept over all take-overs of this process. */
  private final UncommittedResponses uncommitted = new UncommittedResponses();

  BindLoopFactory(
      BindId bind,
      BindContext context,
      InboundForwarder inbound,
      CheckpointListener checkpoints,
      BindStatus status,
      BooleanSupplier slotLost) {
    this.bind = bind;
    this.context = context;
    this.inbound = inbound;
    this.checkpoints = checkpoints;
    this.status = status;
    this.slotLost = slotLost;
  }

  /**
   * Takes over the bind.
   *
   * @param producer with the bind's transactional id
   * @param consumer reads the journal, then the lanes
   * @param checkpointOffset where the journal is read from; negative if unknown
   */
  BindLoop takeOver(
      Producer<byte[], byte[]> producer, Consumer<byte[], byte[]> consumer, long checkpointOffset) {
    KafkaJournalWriter journal = new KafkaJournalWriter(bind, producer, context.nanos());
    journal.fenceFormerOwner();
    long fencedNanos = context.nowNanos();
    OperatorOffsets operator = new OperatorOffsets(context.kafka().admin());
    JournalState journaled = JournalReader.read(bind, consumer, checkpointOffset, operator);
    LaneQueues lanes = new LaneQueues(bind, consumer, MAX_HELD_MESSAGES);
    RecoveredState recovered = new Recovery(bind, lanes, uncommitted).recover(journaled);
    lanes.startAt(journaled.laneOffsets(), operator);
    long mayBindNanos =
        recovered.formerOwnerIsDone()
            ? fencedNanos
            : fencedNanos + OwnershipLease.DURATION.toNanos();
    BindLoop loop = build(journal, lanes, recovered, journaled.unreadable(), mayBindNanos);
    operator.used();
    return loop;
  }

  private boolean mayUse(String route, String address) {
    RouteRecord other = context.routes().current(route);
    return other != null && other.settings().senders().contains(address);
  }

  private BindLoop build(
      JournalWriter journal,
      LaneQueues lanes,
      RecoveredState recovered,
      List<QuarantinedRecord> unreadable,
      long mayBindNanos) {
    RouteSettings route = new RouteSettings(bind, context.routes());
    OwnershipLease lease = new OwnershipLease(bind, journal, context.nanos(), slotLost);
    BlockingQueue<SessionEvent> sessionEvents = new LinkedBlockingQueue<>();
    WaitingReceipts waitingReceipts = new WaitingReceipts();
    SessionManager session = session(route, sessionEvents, waitingReceipts, lease);
    session.connectNotBefore(mayBindNanos);
    RateControl rate = new RateControl("bind-" + bind, route.share(), context.nanos());
    FailoverTargets targets =
        new FailoverTargets(bind, context.cluster().sessions(), this::mayUse, context.metrics());
    ResponseMetrics metrics = new ResponseMetrics(context.metrics(), bind.route());
    SubmitState state = new SubmitState(uncommitted);
    ResponseHandler responses =
        new ResponseHandler(
            state.pending(),
            new ResponsePolicy(route.config().statusMap()),
            new CarrierFeedback(rate, session, targets, route, context.nanos()),
            metrics,
            context.clock());
    PreSubmitCheck check = context.check();
    WaitingSegments waiting =
        new WaitingSegments(state, lanes, responses, check, context.clock(), context.nowNanos());
    BatchSelector selector =
        new BatchSelector(lanes, state, responses, check, context.clock(), firstNumber(recovered));
    BatchSource batches =
        new BatchSource(
            route,
            session,
            rate,
            state.window(),
            selector,
            new FailoverDispatcher(
                state, lanes, selector, responses, targets, check, context.clock()),
            waiting,
            context.nowNanos());
    JournalCommitter committer =
        new JournalCommitter(
            bind,
            journal,
            state,
            lanes,
            checkpoints,
            context.kafka().quarantine(),
            context.environment());
    restore(recovered, state.window(), responses);
    waiting.checkAll();
    state.pending().addUnreadable(unreadable);
    committer.commitTakeOver();
    return new BindLoop(
        route,
        session,
        lanes,
        state,
        rate,
        new SessionEventHandler(
            sessionEvents,
            waitingReceipts,
            session,
            state,
            responses,
            rate,
            metrics,
            context.nanos()),
        batches,
        committer,
        writer(route, session, state, responses, check, rate, lease),
        status,
        context);
  }

  private SessionManager session(
      RouteSettings route,
      Queue<SessionEvent> sessionEvents,
      WaitingReceipts waitingReceipts,
      OwnershipLease lease) {
    InboundMetrics metrics = new InboundMetrics(context.metrics(), bind.route());
    return new SessionManager(
        bind,
        () -> connector(route.config(), waitingReceipts, metrics),
        sessionEvents,
        new BindBackoff(context.environment().random()),
        status,
        lease);
  }

  private SessionConnector connector(
      RouteConfig config, WaitingReceipts waitingReceipts, InboundMetrics metrics) {
    boolean trustsText = config.inbound().trustReceiptText();
    return new SessionConnector(
        bind,
        context.connector(),
        ConnectionSettings.of(config),
        new SessionConnector.Inbound(
            message -> InboundForwarder.isJournaled(message, trustsText),
            waitingReceipts,
            pdu -> inbound.forward(bind, pdu, trustsText),
            metrics),
        context.clock());
  }

  private SubmitWriter writer(
      RouteSettings route,
      SessionManager session,
      SubmitState state,
      ResponseHandler responses,
      PreSubmitCheck check,
      RateControl rate,
      OwnershipLease lease) {
    return new SubmitWriter(
        state,
        session,
        WireFormat.of(route.config(), context.clock()),
        responses,
        check,
        rate,
        lease::require,
        new SubmitWriter.Timing(route.config().responseTimeout(), context.clock(), context.nanos()),
        SubmitWriter.counter(context.metrics(), bind.route()));
  }

  /** A number is never used twice on a bind, even when its journal was trimmed completely. */
  private long firstNumber(RecoveredState recovered) {
    return Math.max(recovered.lastIntentNumber(), context.clock().millis() * INTENT_NUMBERS_PER_MS);
  }

  private static void restore(
      RecoveredState recovered, InFlightWindow window, ResponseHandler responses) {
    recovered.withoutText().forEach(responses::held);
    recovered.responded().forEach(responses::responded);
    recovered.unwritten().forEach(window::enqueue);
    recovered.unconfirmed().forEach(responses::unconfirmed);
  }
}
