package dev.notifier.worker.cancellation;

import dev.notifier.contracts.cancellation.CancellationRecord;
import dev.notifier.kafka.topics.TopicSettings;
import dev.notifier.store.cancellation.CancellationCounts;
import dev.notifier.store.cancellation.CancellationStore;
import dev.notifier.store.cancellation.CancelledMessages;
import dev.notifier.store.jobs.JobQueue.Progress;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.positions.PlannedEnds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Counts what became of the messages of a cancellation, until none of them waits any more. Reads
 * the notifications in the order of their planning in bounded pages, and a page of which none waits
 * only once.
 */
public final class CancellationCount implements JobKind {
  /** Events accepted before a rule may reach Kafka after it. */
  public static final Duration INTAKE_MARGIN = Duration.ofMinutes(1);

  /**
   * Without a first time of acceptance, only messages accepted within this time before the
   * cancellation are counted. Older ones are cancelled as well.
   */
  public static final Duration LOOK_BACK = Duration.ofDays(31);

  static final int MAX_ROWS = 5_000;
  static final int MAX_EVENTS = 500;

  /** Transactions that store planned events end within this time. */
  private static final Duration SETTLED_AFTER = Duration.ofMinutes(1);

  /** The clocks of programs differ by less. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

  /** How long a rule stays in force that may concern an event in the quarantine. */
  private static final Duration LATE_EVENTS = TopicSettings.QUARANTINE_RETENTION.plusDays(1);

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final int PAUSES_OF_AGE = 30;

  private final CancellationStore store;
  private final CancelledMessages messages;
  private final CancellationTopic rules;
  private final PlannedEnds plan;
  private final Duration intakeMargin;

  /**
   * @param rules the published ones; one that is missing is published
   * @param plan how far the events are planned
   * @param intakeMargin after this time, all events are on Kafka that were accepted before a rule
   */
  public CancellationCount(
      CancellationStore store,
      CancelledMessages messages,
      CancellationTopic rules,
      PlannedEnds plan,
      Duration intakeMargin) {
    this.store = store;
    this.messages = messages;
    this.rules = rules;
    this.plan = plan;
    this.intakeMargin = intakeMargin;
  }

  @Override
  public String name() {
    return CancellationStore.JOB;
  }

  /** It asks Kafka, and what it counts is the same again. */
  @Override
  public boolean inTransaction() {
    return false;
  }

  @Override
  public JobStep step(LeasedJob job) {
    Optional<CancellationRecord> stored =
        store.rule(job.payload(CancellationStore.Order.class).cancellation());
    if (stored.isEmpty()) {
      return new JobStep.Done(new Progress(job.done(), null));
    }
    CancellationRecord rule = stored.get();
    CountPosition known = job.position(CountPosition.class);
    if (known == null) {
      publishIfMissing(rule);
    }
    CountPosition position = known == null ? CountPosition.FIRST : known;
    if (position.isBetweenPasses()) {
      position = begin(rule, position, job.now());
    }
    CountPosition next =
        rule.filter() == null ? countEvents(rule, position) : countPage(rule, position, job.now());
    boolean isComplete = next.isBetweenPasses();
    boolean isDone = isComplete && next.isFinal() && next.counts().waiting() == 0;
    if (isComplete || next.passes() == 0) {
      save(rule, next, job.now(), isDone);
    }
    Progress progress = new Progress(next.counts().total() - next.counts().waiting(), null);
    if (isDone) {
      return new JobStep.Done(progress);
    }
    return isComplete
        ? new JobStep.Later(next, progress, pause(rule, job.now()))
        : new JobStep.Proceed(next, progress);
  }

  /** Only before the first pass: later, a rule that is missing has ended. */
  void publishIfMissing(CancellationRecord rule) {
    if (rules.publishIfMissing(rule) && store.rule(rule.id()).isEmpty()) {
      // It ended after it was read, and its removal may have been before the publication.
      rules.remove(rule.id());
    }
  }

  private CountPosition begin(CancellationRecord rule, CountPosition position, Instant now) {
    Map<String, Map<Integer, Long>> ends = position.ends();
    if (ends == null && !now.isBefore(rule.acceptedTo().plus(intakeMargin))) {
      ends = plan.ends();
    }
    UUID until = position.until();
    if (until == null && ends != null && plan.hasReached(ends)) {
      // PostgreSQL assigns the ids, by the clock that this time has.
      until = SweepStore.lowestId(now.plusSeconds(1));
    }
    return position.begun(SweepStore.lowestId(from(rule).minus(CLOCKS_DIFFER)), ends, until);
  }

  private static Instant from(CancellationRecord rule) {
    Instant from = rule.filter() == null ? null : rule.filter().acceptedFrom();
    return from == null ? rule.madeAt().minus(LOOK_BACK) : from;
  }

  private CountPosition countPage(CancellationRecord rule, CountPosition position, Instant now) {
    CountPosition.Range range = position.left().getFirst();
    UUID end = range.until();
    if (end == null) {
      end = position.until() == null ? SweepStore.lowestId(now) : position.until();
    }
    CancelledMessages.Page page = messages.count(rule, range.after(), end, from(rule), MAX_ROWS);
    UUID last = page.last();
    Instant newest = SweepStore.plannedAt(last == null ? end : last);
    // When all events are planned, nothing is added any more.
    boolean isOld = position.isFinal() || newest.isBefore(now.minus(SETTLED_AFTER));
    return position.passed(last, end, page.counts(), isOld);
  }

  private CountPosition countEvents(CancellationRecord rule, CountPosition position) {
    List<UUID> events = rule.digests();
    int end = Math.min(position.events() + MAX_EVENTS, events.size());
    List<UUID> page = events.subList(Math.min(position.events(), end), end);
    CancelledMessages.Found found = messages.count(rule, page);
    return position.passedEvents(
        page.size(), found.unknown(), found.counts(), end == events.size());
  }

  private void save(CancellationRecord rule, CountPosition counted, Instant now, boolean isDone) {
    CancellationCounts counts = counted.counts();
    store.counted(
        rule.id(),
        counts,
        counted.unknown(),
        now,
        isDone,
        isDone ? keep(rule, counted) : rule.madeAt());
  }

  /**
   * An event may be in the quarantine since plan read it, however long after it was accepted, and
   * one that is skipped may be planned again.
   */
  private static Instant keep(CancellationRecord rule, CountPosition counted) {
    boolean mayCome =
        rule.filter() != null || counted.unknown() > 0 || counted.counts().notSent() > 0;
    UUID until = counted.until();
    Instant planned = until == null ? rule.madeAt() : SweepStore.plannedAt(until);
    return mayCome ? planned.plus(LATE_EVENTS) : rule.madeAt();
  }

  /** The longer something waits, the less often it is counted. */
  private static Duration pause(CancellationRecord rule, Instant now) {
    Duration pause = Duration.between(rule.madeAt(), now).dividedBy(PAUSES_OF_AGE);
    return pause.compareTo(SHORTEST_PAUSE) < 0
        ? SHORTEST_PAUSE
        : pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
