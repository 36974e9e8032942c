package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Answer;
import dev.notifier.contracts.JournalRecord.Naming;
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
final class BindRun {
  private static final Duration IDLE_POLL = Duration.ofMillis(20);
  private static final Duration BUSY_POLL = Duration.ofMillis(3);
  private static final long BLOCKED_WAIT_MS = 1;
  private static final long NUMBERS_PER_MS = 1_000;

  private final Bind bind;
  private final BindSettings settings;
  private final BindTools tools;
  private final Journal journal;
  private final Lanes lanes;
  private final Memory memory;
  private final SubmitMeters meters;
  private final LinkKeeper link;
  private final Orders orders;
  private final Pace pace;
  private final Supplier<Connector> connectors;
  private final Checkpoints checkpoints;
  private final Step step = new Step();
  private final Flight flight = new Flight();
  private final LinkedBlockingQueue<LinkEvent> events;
  private final Verdicts verdicts;
  private final Namer namer;
  private final HandOn handOn;
  private final Writer writer;

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
      Journal journal,
      Lanes lanes,
      JournalState state,
      Memory memory,
      LinkKeeper link,
      LinkedBlockingQueue<LinkEvent> events,
      Checkpoints checkpoints,
      Orders orders,
      Supplier<Connector> connectors) {}

  BindRun(Bind bind, BindSettings settings, BindTools tools, WireForm wire, Start start) {
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
    meters = new SubmitMeters(tools.registry(), bind);
    pace = new Pace(bind, orders.share(), tools.nanos());
    Refuge refuge = new Refuge(bind, tools.neighbours());
    verdicts =
        new Verdicts(
            step,
            new AnswerPolicy(orders.route().statusMap()),
            new Verdicts.Outlook(
                pace,
                () -> link.rebindSoon(now()),
                () -> refuge.elsewhere(orders.route().failover())),
            meters,
            tools.clock());
    namer = new Namer(lanes, step, verdicts, tools.clock(), firstNumber(start.state(), tools));
    handOn =
        new HandOn(
            lanes, step, flight, namer, refuge, new HandOn.Surroundings(tools.clock(), meters));
    writer =
        new Writer(new Writer.Parts(flight, link, wire, memory, verdicts, pace), tools, meters);
    aliveNanos = now();
  }

  /** Numbers never come twice on a bind, also when its journal has been trimmed to nothing. */
  private static long firstNumber(JournalState state, BindTools tools) {
    return Math.max(state.lastNumber(), tools.clock().millis() * NUMBERS_PER_MS);
  }

  Flight flight() {
    return flight;
  }

  Verdicts verdicts() {
    return verdicts;
  }

  /** The first step: says what was made of the open ones, and lists what is open now. */
  void begin() {
    commit(Group.EMPTY, true, false);
  }

  /** A segment whose text is gone cannot be sent again. */
  void hold(Naming naming) {
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
      status.phase(orders.paused() ? Phase.PAUSED : pace.isTripped() ? Phase.TRIPPED : Phase.BOUND);
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
    List<Open> again = namer.again();
    flight.nameFirst(again);
    commit(new Group(again, List.of()), true, true);
    link.unbind();
  }

  /** After a failed commit: hears the answers that still come, so that fewer stay in doubt. */
  void salvage(Duration limit) {
    long until = now() + limit.toNanos();
    try {
      while (flight.flyingCount() > 0 && now() < until) {
        LinkEvent event = events.poll(BUSY_POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (event instanceof LinkEvent.Answered answered) {
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
    LinkEvent event = events.poll();
    if (event == null && blocked) {
      event = waitForEvent();
    }
    while (event != null) {
      handle(event);
      event = events.poll();
    }
  }

  private @Nullable LinkEvent waitForEvent() {
    try {
      long waitMs = link.current() == null ? IDLE_POLL.toMillis() : BLOCKED_WAIT_MS;
      return events.poll(waitMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void handle(LinkEvent event) {
    switch (event) {
      case LinkEvent.Answered answered -> hear(answered);
      case LinkEvent.Bound bound -> link.bound(bound);
      case LinkEvent.NotBound notBound -> link.notBound(notBound, now());
      case LinkEvent.Closed closed -> {
        if (link.closed(closed, now())) {
          linkLost();
        }
      }
    }
  }

  private void hear(LinkEvent.Answered answered) {
    Flight.Flying flying =
        link.isCurrent(answered.linkNumber()) ? flight.answered(answered.sequence()) : null;
    if (flying == null) {
      meters.lateAnswer();
      return;
    }
    Memory.Heard heard =
        new Memory.Heard(
            answered.commandStatus(), answered.messageId(), flying.writtenMs(), answered.atMs());
    memory.heard(flying.open().naming().number(), heard);
    pace.congestion(answered.congestion());
    verdicts.answered(flying.open(), heard);
  }

  private void linkLost() {
    for (Open open : flight.linkLost()) {
      pace.giveBack();
      verdicts.inDoubt(open);
    }
  }

  private void commitIfDue() {
    long now = now();
    Group group = Group.EMPTY;
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
  private Group nextGroup(long now) {
    boolean alive = mayWrite();
    if (!naming || orders.paused() || (alive && pace.isSound())) {
      aliveNanos = now;
    }
    if (!naming || orders.paused()) {
      return Group.EMPTY;
    }
    if (alive && !orders.retired()) {
      return new Group(namer.again(), namer.group(capacity()));
    }
    long dead = orders.retired() ? Long.MAX_VALUE : now - aliveNanos;
    int room = 2 * orders.window() - flight.aheadCount();
    return new Group(
        alive ? namer.again() : List.of(), handOn.gather(dead, orders.route().failover(), room));
  }

  private boolean mayWrite() {
    return link.current() != null && !link.isLeaving() && !orders.paused() && !pace.isTripped();
  }

  /** Free slots, and at most one group of up to a window (or the rate's worth) ahead of them. */
  private int capacity() {
    return pace.reach(orders.window(), flight.flyingCount()) - flight.aheadCount();
  }

  private void commit(Group group, boolean checkpoint, boolean release) {
    List<Naming> named = group.namings();
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
    for (Answer answer : step.answers) {
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

  private List<Naming> openAfter(List<Naming> named, boolean release) {
    List<Naming> open = new ArrayList<>(flight.namings());
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
