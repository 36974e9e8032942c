package dev.notifier.worker.app;

import dev.notifier.kafka.loop.LoopStatus;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.worker.bind.SubmitStage;
import dev.notifier.worker.bind.session.BindStatus;
import dev.notifier.worker.feeding.BatchSending;
import dev.notifier.worker.health.WaitingMessages;
import dev.notifier.worker.health.WaitingRecords;
import dev.notifier.worker.hotline.Hotline;
import dev.notifier.worker.inbound.InboundStage;
import dev.notifier.worker.jobs.JobRunner;
import dev.notifier.worker.plan.PlanStage;
import dev.notifier.worker.positions.ContinuationOffsets;
import dev.notifier.worker.positions.PositionCheck;
import dev.notifier.worker.positions.Reconciliation;
import dev.notifier.worker.queries.Queries;
import dev.notifier.worker.retry.RetryMover;
import dev.notifier.worker.schedule.ScheduleStage;
import dev.notifier.worker.track.TrackStage;
import dev.notifier.worker.webhooks.Webhooks;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/**
 * The stages of one worker. Stopped in the order of the pipeline. Stopping takes at most 59 s: jobs
 * 2, hotline 2, webhooks 5, schedule 2, batches 1, plan 10, retry mover 5, submit 22 (it drains its
 * windows), queries 2, track and inbound 8.
 */
final class StageLifecycle {
  private static final Duration PLAN_STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration MOVER_STOP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SUBMIT_STOP_TIMEOUT = Duration.ofSeconds(22);
  private static final Duration JOBS_STOP_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration QUERIES_STOP_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration WEBHOOKS_STOP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration READERS_STOP_TIMEOUT = Duration.ofSeconds(8);
  private static final Duration HOTLINE_STOP_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration SCHEDULE_STOP_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration BATCHES_STOP_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration PRODUCER_CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final Quarantine quarantine;
  private final PlanStage plan;
  private final RetryMover mover;
  private final SubmitStage submit;
  private final TrackStage track;
  private final InboundStage inbound;
  private final Queries queries;
  private final ScheduleStage schedule;
  private final BatchSending batches;
  private final JobRunner jobs;
  private final Webhooks webhooks;
  private final Hotline hotline;
  private final Reconciliation reconciliation;
  private final ContinuationOffsets continuation;
  private final KafkaProducer<byte[], byte[]> statuses;
  private final PipelineResources resources;
  private final InstantSource clock;
  private final @Nullable String advice;

  StageLifecycle(WorkerDependencies dependencies, PipelineResources resources) {
    this.resources = resources;
    clock = dependencies.clock();
    advice = BrokerSettingsCheck.advice(resources.admin());
    Gauge.builder(
            "notifier.audit.noted.age",
            resources.auditHeads(),
            heads -> heads.age().toNanos() / 1e9)
        .description("For how long the end of the audit's chain has not been noted on Kafka")
        .baseUnit("seconds")
        .register(dependencies.registry());
    resources.optOuts().register(dependencies.registry());
    resources.knowledge().register(dependencies.registry());
    statuses = dependencies.clients().producer("statuses");
    quarantine =
        new Quarantine(WorkerName.ofThisProcess(), dependencies.clock(), dependencies.registry());
    StageFactory stages = new StageFactory(dependencies, resources, quarantine);
    try {
      PositionStore positions = new PositionStore(dependencies.database().dataSource());
      reconciliation =
          new Reconciliation(
              new PositionCheck(resources.admin(), positions),
              System::nanoTime,
              dependencies.registry(),
              this::startWriters);
      continuation =
          new ContinuationOffsets(positions, dependencies.clock(), dependencies.registry());
      plan = stages.plan(continuation);
      mover = stages.mover();
      track = stages.track(statuses, reconciliation::require);
      inbound = stages.inbound(statuses, reconciliation::require, this::wakeQueries);
      queries = stages.queries(inbound::publishAnswers);
      submit = stages.submit();
      schedule = stages.schedule(statuses, reconciliation::require);
      batches = stages.batches(statuses, reconciliation::require);
      jobs = JobKinds.runner(dependencies, resources, statuses, reconciliation::require);
      webhooks = stages.webhooks();
      hotline = stages.hotline();
    } catch (RuntimeException | Error e) {
      statuses.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Submit and the retry mover start in any case. They work on Kafka alone, which was not restored:
   * what is on a lane is submitted once, and the journal keeps the responses until track continues.
   */
  void start() {
    submit.start();
    mover.start();
    webhooks.start();
    hotline.start();
    reconciliation.start();
  }

  /** The stages that write to PostgreSQL what they read from Kafka, and jobs. */
  private void startWriters() {
    track.start();
    inbound.start();
    queries.start();
    plan.start();
    schedule.start();
    batches.start();
    jobs.start();
  }

  /** The stage inbound is created before them, and started with them. */
  private void wakeQueries() {
    queries.wake();
  }

  /** Stops the stages, whether or not they were started, and closes the resources. */
  void stop() {
    try (OpenedResources inOrder = new OpenedResources()) {
      inOrder.add(resources);
      inOrder.add(() -> statuses.close(PRODUCER_CLOSE_TIMEOUT));
      inOrder.add(webhooks);
      inOrder.add(hotline);
      inOrder.add(this::stopReaders);
      inOrder.add(queries);
      inOrder.add(() -> queries.stop(QUERIES_STOP_TIMEOUT));
      inOrder.add(() -> submit.stop(SUBMIT_STOP_TIMEOUT));
      inOrder.add(() -> mover.stop(MOVER_STOP_TIMEOUT));
      inOrder.add(() -> plan.stop(PLAN_STOP_TIMEOUT));
      inOrder.add(() -> schedule.stop(SCHEDULE_STOP_TIMEOUT));
      inOrder.add(() -> batches.stop(BATCHES_STOP_TIMEOUT));
      // While the stages stop: without Kafka it takes longer than it may at their end.
      inOrder.add(resources.auditHeads()::stop);
      inOrder.add(() -> webhooks.stop(WEBHOOKS_STOP_TIMEOUT));
      inOrder.add(() -> hotline.stop(HOTLINE_STOP_TIMEOUT));
      inOrder.add(() -> jobs.stop(JOBS_STOP_TIMEOUT));
      inOrder.add(reconciliation::stop);
    }
  }

  /** At the same time: each waits for its batch, which PostgreSQL may delay. */
  private void stopReaders() {
    Thread other = Thread.ofPlatform().name("inbound-stop").start(inbound::stop);
    track.stop();
    try {
      other.join(READERS_STOP_TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What an operator should change on the brokers, or null. */
  @Nullable String advice() {
    return advice;
  }

  /** The binds that this worker owns. */
  List<BindStatus> binds() {
    return submit.binds();
  }

  /** How many template versions this worker knows, and how recent that is. */
  String templates() {
    Duration age = resources.templates().age();
    return resources.templates().usable()
        + " versions, "
        + (age == null
            ? "the topics have not been read to their end yet"
            : "up to date " + age.toMillis() + " ms ago");
  }

  /** What needs attention but does not prevent progress; empty if nothing does. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>(track.warnings());
    warnings.addAll(quarantine.warnings());
    warnings.addAll(jobs.warnings());
    warnings.addAll(webhooks.warnings());
    warnings.addAll(queries.warnings());
    warnings.addAll(hotline.warnings());
    warnings.addAll(schedule.warnings());
    warnings.addAll(batches.warnings());
    warnings.addAll(reconciliation.warnings());
    warnings.addAll(continuation.warnings());
    warnings.addAll(resources.auditHeads().warnings());
    warnings.addAll(resources.optOuts().warnings());
    warnings.addAll(resources.knowledge().warnings());
    for (LoopStatus lane : plan.statuses()) {
      warnings.addAll(WaitingRecords.warnings("plan", lane.waiting()));
    }
    warnings.addAll(WaitingRecords.warnings("retry", mover.status().waiting()));
    warnings.addAll(WaitingRecords.warnings("track", track.waiting()));
    warnings.addAll(WaitingRecords.warnings("inbound", inbound.waiting()));
    return warnings;
  }

  /** The lanes of binds on which messages wait for too long; empty if there are none. */
  List<String> bindWarnings() {
    return WaitingMessages.warnings(submit.binds(), clock.instant());
  }

  /** What prevents progress, each with what to do; empty if nothing does. */
  List<String> problems() {
    List<String> problems = new ArrayList<>(reconciliation.problems());
    List<LoopStatus> loops = new ArrayList<>();
    if (reconciliation.started()) {
      problems.addAll(track.problems());
      problems.addAll(inbound.problems());
      problems.addAll(jobs.problems());
      loops.addAll(plan.statuses());
    }
    problems.addAll(submit.problems());
    problems.addAll(resources.bindSlots().problems());
    Stream.of(
            resources.activeRoutes().problem(),
            resources.templates().error(),
            resources.cancellations().error(),
            resources.optOuts().problem())
        .filter(Objects::nonNull)
        .forEach(problems::add);
    loops.add(mover.status());
    for (LoopStatus loop : loops) {
      if (!loop.isHealthy()) {
        String failure = loop.failure();
        problems.add(loop.name() + ": " + (failure == null ? stopped(loop) : failure));
      }
    }
    return problems;
  }

  private static String stopped(LoopStatus loop) {
    return loop.running() ? String.join("; ", loop.stopped()) : "ended; restart the worker";
  }
}
