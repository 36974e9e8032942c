package dev.notifier.worker.submit;

import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Answer;
import dev.notifier.contracts.JournalRecord.Naming;
import dev.notifier.worker.smpp.LinkDownException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
  private final WireForm wire;
  private final Journal journal;
  private final Lanes lanes;
  private final Memory memory;
  private final SubmitMeters meters;
  private final LinkKeeper link;
  private final RatePacer pacer;
  private final Checkpoints checkpoints;
  private final Step step = new Step();
  private final Flight flight = new Flight();
  private final LinkedBlockingQueue<LinkEvent> events;
  private final Verdicts verdicts;
  private final Namer namer;

  private long lastCommitNanos;
  private long lastCheckpointNanos;
  private boolean naming = true;

  /** Everything that recovery found and made. */
  record Start(
      Journal journal,
      Lanes lanes,
      JournalState state,
      Memory memory,
      LinkKeeper link,
      LinkedBlockingQueue<LinkEvent> events,
      Checkpoints checkpoints,
      AnswerPolicy policy) {}

  BindRun(Bind bind, BindSettings settings, BindTools tools, WireForm wire, Start start) {
    this.bind = bind;
    this.settings = settings;
    this.tools = tools;
    this.wire = wire;
    journal = start.journal();
    lanes = start.lanes();
    memory = start.memory();
    link = start.link();
    events = start.events();
    checkpoints = start.checkpoints();
    meters = new SubmitMeters(tools.registry(), bind);
    verdicts = new Verdicts(step, start.policy(), meters, tools.clock());
    namer = new Namer(lanes, step, verdicts, tools.clock(), firstNumber(start.state(), tools));
    pacer = new RatePacer(settings.ratePerSecond(), now());
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
    commit(List.of(), true, false);
  }

  /** A segment whose text is gone cannot be sent again. */
  void hold(Naming naming) {
    step.doubts.add(verdicts.doubt(naming, false));
  }

  /** One turn of the loop. */
  void turn() {
    link.connectIfDue(now());
    fetch();
    drain();
    flight.overdue(now()).forEach(verdicts::inDoubt);
    commitIfDue();
    writeAhead();
    link.status().inUse(flight.flyingCount(), flight.aheadCount());
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
    List<Open> again = namer.group(0);
    again.forEach(flight::name);
    commit(again, true, true);
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
    verdicts.answered(flying.open(), heard);
  }

  private void linkLost() {
    flight.linkLost().forEach(verdicts::inDoubt);
  }

  private void commitIfDue() {
    long now = now();
    if (!step.waits() && somethingToTell()) {
      step.waitingSince(now);
    }
    List<Open> group = List.of();
    long sinceLast = now - lastCommitNanos;
    if (mayName() && sinceLast >= settings.commitEvery().toNanos()) {
      group = namer.group(capacity());
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

  private boolean somethingToTell() {
    return !step.answers.isEmpty() || !step.doubts.isEmpty();
  }

  private boolean mayName() {
    return naming && link.current() != null && (!lanes.isEmpty() || !step.resends.isEmpty());
  }

  /** Free slots, and at most one group of up to a window (or the rate's worth) ahead of them. */
  private int capacity() {
    int window = settings.window();
    int reach = pacer.isLimited() ? pacer.ahead(window) : 2 * window - flight.flyingCount();
    return reach - flight.aheadCount();
  }

  private void commit(List<Open> group, boolean checkpoint, boolean release) {
    List<Naming> named = group.stream().map(Open::naming).toList();
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
    long position = journal.commit(entry, List.copyOf(step.retries));
    lastCommitNanos = now();
    meters.committed(lastCommitNanos - before);
    for (Answer answer : step.answers) {
      memory.committed(answer.number());
    }
    step.clear();
    if (!release) {
      group.forEach(flight::name);
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
    if (!release) {
      open.addAll(named);
    }
    return open;
  }

  private void writeAhead() {
    boolean wrote = false;
    Open next = flight.nextToWrite();
    while (next != null
        && link.current() != null
        && flight.flyingCount() < settings.window()
        && pacer.take(now())) {
      link.requireFresh(journal, settings, now());
      wrote |= write(next);
      next = flight.nextToWrite();
    }
    if (wrote) {
      link.flush();
      tools.crashPoint().passed(CrashPoint.At.WRITTEN);
    }
  }

  private boolean write(Open open) {
    try {
      var submit = wire.of(open.message(), open.part());
      memory.writing(open.naming().number());
      int sequence = link.submit(submit);
      flight.written(
          sequence, tools.clock().millis(), now() + settings.responseTimeout().toNanos());
      meters.written();
      return true;
    } catch (IllegalArgumentException e) {
      verdicts.unsendable(flight.dropNext());
      return false;
    } catch (LinkDownException e) {
      verdicts.inDoubt(flight.dropNext());
      return false;
    }
  }

  private long now() {
    return tools.nanos().getAsLong();
  }
}
