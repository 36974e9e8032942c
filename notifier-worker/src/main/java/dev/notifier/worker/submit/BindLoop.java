package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.SubmitIntent;
import dev.notifier.contracts.SessionRecord.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One owner's work on one bind, from taking over to the end: gather answers, commit a step, write.
 * One thread; it waits for nothing but Kafka's commit.
 */
final class BindLoop {
  private static final Duration IDLE_POLL = Duration.ofMillis(20);
  private static final Duration BUSY_POLL = Duration.ofMillis(3);
  private static final long BLOCKED_WAIT_MS = 1;
  private static final long NUMBERS_PER_MS = 1_000;

  private final Bind bind;
  private final BindLoopSettings settings;
  private final BindContext tools;
  private final BindJournal journal;
  private final LaneQueues lanes;
  private final UncommittedResponses memory;
  private final SubmitMetrics meters;
  private final SessionManager link;
  private final RouteSettings orders;
  private final RateControl pace;
  private final Supplier<SessionConnector> connectors;
  private final CheckpointListener checkpoints;
  private final PendingCommit step = new PendingCommit();
  private final InFlightWindow flight = new InFlightWindow();
  private final LinkedBlockingQueue<SessionEvent> events;
  private final ResponseHandler verdicts;
  private final IntentLog namer;
  private final FailoverDispatcher handOn;
  private final SubmitWriter writer;

  private String binding;
  private long aliveNanos;
  private long lastCommitNanos;
  private long lastCheckpointNanos;
  private boolean naming = true;

  /**
   * Everything that recovery found and made.
   *
   * @param connectors a connector for the route as it is in force
   */
  record Start(
      BindJournal journal,
      LaneQueues lanes,
      JournalState state,
      UncommittedResponses memory,
      SessionManager link,
      LinkedBlockingQueue<SessionEvent> events,
      CheckpointListener checkpoints,
      RouteSettings orders,
      Supplier<SessionConnector> connectors) {}

  BindLoop(Bind bind, BindLoopSettings settings, BindContext tools, WireFormat wire, Start start) {
    this.bind = bind;
    this.settings = settings;
    this.tools = tools;
    journal = start.journal();
    lanes = start.lanes();
    memory = start.memory();
    link = start.link();
    events = start.events();
    checkpoints = start.checkpoints();
    orders = start.orders();
    connectors = start.connectors();
    binding = orders.binding();
    meters = new SubmitMetrics(tools.registry(), bind);
    pace = new RateControl(bind, orders.share(), tools.nanos());
    FailoverTargets refuge = new FailoverTargets(bind, tools.neighbours());
    verdicts =
        new ResponseHandler(
            step,
            new ResponsePolicy(orders.route().statusMap()),
            new ResponseHandler.Outlook(
                pace,
                () -> link.rebindSoon(now()),
                () -> refuge.elsewhere(orders.route().failover())),
            meters,
            tools.clock());
    namer = new IntentLog(lanes, step, verdicts, tools.clock(), firstNumber(start.state(), tools));
    handOn =
        new FailoverDispatcher(
            lanes,
            step,
            flight,
            namer,
            refuge,
            new FailoverDispatcher.Surroundings(tools.clock(), meters));
    writer =
        new SubmitWriter(
            new SubmitWriter.Parts(flight, link, wire, memory, verdicts, pace), tools, meters);
    aliveNanos = now();
  }

  /** Numbers never come twice on a bind, also when its journal has been trimmed to nothing. */
  private static long firstNumber(JournalState state, BindContext tools) {
    return Math.max(state.lastNumber(), tools.clock().millis() * NUMBERS_PER_MS);
  }

  InFlightWindow flight() {
    return flight;
  }

  ResponseHandler verdicts() {
    return verdicts;
  }

  /** The first step: says what was made of the open ones, and lists what is open now. */
  void begin() {
    commit(SubmitBatch.EMPTY, true, false);
  }

  /** A segment whose text is gone cannot be sent again. */
  void hold(SubmitIntent naming) {
    step.doubts.add(verdicts.doubt(naming, false));
  }

  /** One turn of the loop. */
  void turn() {
    obey();
    link.connectIfDue(now());
    fetch();
    drain();
    flight.overdue(now()).forEach(verdicts::silent);
    commitIfDue();
    if (mayWrite()) {
      writer.write(
          orders.window(),
          settings.responseTimeout(),
          () -> link.requireFresh(journal, settings, now()));
    }
    link.leaveIfEmpty(flight.flyingCount(), now());
    tell();
  }

  /** What operators changed holds from the next turn on. */
  private void obey() {
    boolean changed = orders.look(now());
    link.rest(orders.retired() && isSettled());
    if (!changed) {
      return;
    }
    pace.contract(orders.share());
    String wanted = orders.binding();
    if (!wanted.equals(binding)) {
      binding = wanted;
      link.rebind(connectors.get(), now());
    }
  }

  /** Whether nothing waits for the link or for an answer. */
  private boolean isSettled() {
    return flight.flyingCount() == 0
        && flight.aheadCount() == 0
        && step.resends.isEmpty()
        && step.slowed.isEmpty();
  }

  private void tell() {
    BindStatus status = link.status();
    status.inUse(flight.flyingCount(), flight.aheadCount());
    status.limits(orders.window(), pace.allowed(), pace.contract());
    if (orders.retired()) {
      status.phase(Phase.RETIRED);
    } else if (link.current() != null) {
      status.phase(
          orders.paused() ? Phase.PAUSED : pace.isTripped() ? Phase.CIRCUIT_OPEN : Phase.BOUND);
    }
  }

  /** From now on nothing new is named. */
  void stopNaming() {
    naming = false;
  }

  /** Whether every written segment is answered and every answer committed. */
  boolean isDrained() {
    return flight.flyingCount() == 0 && !step.waits();
  }

  /** Gives the bind up in order: what is still named was never written, and the journal says so. */
  void release() {
    flight.linkLost().forEach(verdicts::inDoubt);
    List<PendingSegment> again = namer.again();
    flight.nameFirst(again);
    commit(new SubmitBatch(again, List.of()), true, true);
    link.unbind();
  }

  /** After a failed commit: hears the answers that still come, so that fewer stay in doubt. */
  void salvage(Duration limit) {
    long until = now() + limit.toNanos();
    try {
      while (flight.flyingCount() > 0 && now() < until) {
        SessionEvent event = events.poll(BUSY_POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (event instanceof SessionEvent.Answered answered) {
          hear(answered);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fetch() {
    if (!lanes.isEmpty() || flight.aheadCount() > 0) {
      lanes.poll(Duration.ZERO);
    } else {
      lanes.poll(flight.flyingCount() > 0 || step.waits() ? BUSY_POLL : IDLE_POLL);
    }
  }

  private void drain() {
    boolean blocked = !lanes.isEmpty() || flight.aheadCount() > 0;
    SessionEvent event = events.poll();
    if (event == null && blocked) {
      event = waitForEvent();
    }
    while (event != null) {
      handle(event);
      event = events.poll();
    }
  }

  private @Nullable SessionEvent waitForEvent() {
    try {
      long waitMs = link.current() == null ? IDLE_POLL.toMillis() : BLOCKED_WAIT_MS;
      return events.poll(waitMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void handle(SessionEvent event) {
    switch (event) {
      case SessionEvent.Answered answered -> hear(answered);
      case SessionEvent.Bound bound -> link.bound(bound);
      case SessionEvent.NotBound notBound -> link.notBound(notBound, now());
      case SessionEvent.Closed closed -> {
        if (link.closed(closed, now())) {
          linkLost();
        }
      }
    }
  }

  private void hear(SessionEvent.Answered answered) {
    InFlightWindow.Flying flying =
        link.isCurrent(answered.linkNumber()) ? flight.answered(answered.sequence()) : null;
    if (flying == null) {
      meters.lateAnswer();
      return;
    }
    UncommittedResponses.Heard heard =
        new UncommittedResponses.Heard(
            answered.commandStatus(), answered.messageId(), flying.writtenMs(), answered.atMs());
    memory.heard(flying.open().naming().number(), heard);
    pace.congestion(answered.congestion());
    verdicts.answered(flying.open(), heard);
  }

  private void linkLost() {
    for (PendingSegment open : flight.linkLost()) {
      pace.giveBack();
      verdicts.inDoubt(open);
    }
  }

  private void commitIfDue() {
    long now = now();
    SubmitBatch group = SubmitBatch.EMPTY;
    long sinceLast = now - lastCommitNanos;
    if (sinceLast >= settings.commitEvery().toNanos()) {
      group = nextGroup(now);
    }
    if (!step.waits() && step.hasNews()) {
      step.waitingSince(now);
    }
    boolean due =
        !group.isEmpty()
            || !step.drops.isEmpty()
            || step.hasWaited(settings.answersWithin().toNanos(), now)
            || sinceLast >= settings.heartbeatEvery().toNanos();
    if (due) {
      boolean checkpoint = now - lastCheckpointNanos >= settings.checkpointEvery().toNanos();
      commit(group, checkpoint, false);
    }
  }

  /** What is written after the next commit; on a dead bind, what must stay with it. */
  private SubmitBatch nextGroup(long now) {
    boolean alive = mayWrite();
    if (!naming || orders.paused() || (alive && pace.isSound())) {
      aliveNanos = now;
    }
    if (!naming || orders.paused()) {
      return SubmitBatch.EMPTY;
    }
    if (alive && !orders.retired()) {
      return new SubmitBatch(namer.again(), namer.group(capacity()));
    }
    long dead = orders.retired() ? Long.MAX_VALUE : now - aliveNanos;
    int room = 2 * orders.window() - flight.aheadCount();
    return new SubmitBatch(
        alive ? namer.again() : List.of(), handOn.gather(dead, orders.route().failover(), room));
  }

  private boolean mayWrite() {
    return link.current() != null && !link.isLeaving() && !orders.paused() && !pace.isTripped();
  }

  /** Free slots, and at most one group of up to a window (or the rate's worth) ahead of them. */
  private int capacity() {
    return pace.reach(orders.window(), flight.flyingCount()) - flight.aheadCount();
  }

  private void commit(SubmitBatch group, boolean checkpoint, boolean release) {
    List<SubmitIntent> named = group.namings();
    named.forEach(each -> memory.named(each.number()));
    if (!step.answers.isEmpty()) {
      tools.crashPoint().passed(CrashPoint.At.ANSWERED);
    }
    if (!group.isEmpty()) {
      tools.crashPoint().passed(CrashPoint.At.BEFORE_COMMIT);
    }
    JournalRecord entry =
        new JournalRecord(
            JournalRecord.VERSION,
            bind.route(),
            bind.session(),
            named,
            List.copyOf(step.answers),
            List.copyOf(step.doubts),
            List.copyOf(step.drops),
            lanes.offsets(),
            release,
            checkpoint ? openAfter(named, release) : null);
    long before = now();
    long position = journal.commit(entry, List.copyOf(step.sends));
    lastCommitNanos = now();
    meters.committed(lastCommitNanos - before);
    for (Response answer : step.answers) {
      memory.committed(answer.number());
    }
    step.clear();
    if (!release) {
      flight.nameFirst(group.again());
      group.fresh().forEach(flight::name);
    }
    if (!group.isEmpty()) {
      tools.crashPoint().passed(CrashPoint.At.COMMITTED);
    }
    if (checkpoint) {
      lastCheckpointNanos = lastCommitNanos;
      checkpoints.reached(bind, position, entry);
    }
  }

  private List<SubmitIntent> openAfter(List<SubmitIntent> named, boolean release) {
    List<SubmitIntent> open = new ArrayList<>(flight.namings());
    step.resends.forEach(each -> open.add(each.naming()));
    step.slowed.forEach(each -> open.add(each.open().naming()));
    if (!release) {
      open.addAll(named);
    }
    return open;
  }

  private long now() {
    return tools.nanos().getAsLong();
  }
}
