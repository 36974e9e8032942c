package dev.notifier.worker.app;

import dev.notifier.config.NotifierConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.SubjectDigest;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopSettings;
import dev.notifier.kafka.loop.LoopStatus;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.store.audit.AuditChain;
import dev.notifier.store.audit.AuditKey;
import dev.notifier.store.audit.AuditMonths;
import dev.notifier.store.audit.UnusedSubjects;
import dev.notifier.store.cancellation.CancellationStore;
import dev.notifier.store.cancellation.CancelledMessages;
import dev.notifier.store.counters.CounterDeletion;
import dev.notifier.store.counters.CounterFolding;
import dev.notifier.store.counters.UsageStore;
import dev.notifier.store.exports.ExportStore;
import dev.notifier.store.groups.GroupCompletionStore;
import dev.notifier.store.partitions.PartitionStore;
import dev.notifier.store.people.PersonalData;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.recovery.SkippedEventStore;
import dev.notifier.store.reports.SentSegmentStore;
import dev.notifier.store.retention.InboundDeletionStore;
import dev.notifier.store.retention.RetentionStore;
import dev.notifier.store.retention.SecretTextStore;
import dev.notifier.store.retention.SubmissionDeletionStore;
import dev.notifier.store.templates.TemplateBytesCount;
import dev.notifier.worker.audit.AuditChaining;
import dev.notifier.worker.audit.AuditRetention;
import dev.notifier.worker.bind.BindContext;
import dev.notifier.worker.bind.SubmitStage;
import dev.notifier.worker.bind.session.BindStatus;
import dev.notifier.worker.cancellation.CancellationCount;
import dev.notifier.worker.cancellation.CancellationEnd;
import dev.notifier.worker.counters.CounterFold;
import dev.notifier.worker.counters.GroupCompletion;
import dev.notifier.worker.counters.OldCounterDeletion;
import dev.notifier.worker.counters.QuotaCount;
import dev.notifier.worker.counters.TenantBytesCount;
import dev.notifier.worker.exports.ExportDeletion;
import dev.notifier.worker.exports.NotificationExport;
import dev.notifier.worker.health.WaitingMessages;
import dev.notifier.worker.health.WaitingRecords;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobRunner;
import dev.notifier.worker.plan.ConfiguredRoutes;
import dev.notifier.worker.plan.DirectoryLookup;
import dev.notifier.worker.plan.EventPlanner;
import dev.notifier.worker.plan.PlanStage;
import dev.notifier.worker.positions.ContinuationOffsets;
import dev.notifier.worker.positions.PlannedEnds;
import dev.notifier.worker.positions.PositionCheck;
import dev.notifier.worker.positions.Reconciliation;
import dev.notifier.worker.retention.DataRetention;
import dev.notifier.worker.retention.InboundDeletion;
import dev.notifier.worker.retention.PartitionMaintenance;
import dev.notifier.worker.retention.PersonErasure;
import dev.notifier.worker.retention.SecretTextDeletion;
import dev.notifier.worker.retention.SkippedEventDeletion;
import dev.notifier.worker.retention.SubmissionDeletion;
import dev.notifier.worker.retention.TimelineDeletion;
import dev.notifier.worker.retry.RetryMover;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.smpp.SmppConnector;
import dev.notifier.worker.statuses.CompletedGroups;
import dev.notifier.worker.track.BatchConsumers;
import dev.notifier.worker.track.TrackStage;
import dev.notifier.worker.webhooks.Webhooks;
import io.micrometer.core.instrument.Gauge;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/**
 * The stages of one worker. Stopped in the order of the pipeline. Stopping takes at most 52 s: jobs
 * 2, webhooks 5, plan 10, retry mover 5, submit 22 (it drains its windows), track 8.
 */
final class StageLifecycle {
  private static final Duration PLAN_STOP_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration MOVER_STOP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SUBMIT_STOP_TIMEOUT = Duration.ofSeconds(22);
  private static final Duration JOBS_STOP_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration WEBHOOKS_STOP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PRODUCER_CLOSE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TRIM_PERIOD = Duration.ofSeconds(30);

  private final Quarantine quarantine;
  private final PlanStage plan;
  private final RetryMover mover;
  private final SubmitStage submit;
  private final TrackStage track;
  private final JobRunner jobs;
  private final Webhooks webhooks;
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
    statuses = dependencies.clients().producer("statuses");
    quarantine =
        new Quarantine(WorkerName.ofThisProcess(), dependencies.clock(), dependencies.registry());
    LoopContext loops =
        new LoopContext(
            dependencies.clients(),
            resources.admin(),
            dependencies.clock(),
            System::nanoTime,
            dependencies.registry(),
            dependencies.loopSteps(),
            quarantine);
    LoopSettings settings =
        new LoopSettings(dependencies.config().worker().sessionTimeout(), TRIM_PERIOD);
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
      plan = plan(dependencies, resources, loops, settings, continuation);
      mover = new RetryMover(loops, settings, resources.activeRoutes()::sessions);
      track = track(dependencies, resources, statuses, quarantine, reconciliation::require);
      submit = submit(dependencies, resources, quarantine);
      jobs = jobs(dependencies, resources, statuses, reconciliation::require);
      webhooks = webhooks(dependencies, resources);
    } catch (RuntimeException | Error e) {
      statuses.close(Duration.ZERO);
      throw e;
    }
  }

  private static PlanStage plan(
      WorkerDependencies dependencies,
      PipelineResources resources,
      LoopContext loops,
      LoopSettings settings,
      ContinuationOffsets continuation) {
    EventPlanner planner =
        new EventPlanner(
            ConfiguredRoutes.selector(resources.routes(), dependencies.config().defaultRoute()),
            SubjectDigest.of(dependencies.config().privacyKey()),
            dependencies.clock(),
            resources.cancellations()::rules,
            resources.optOuts());
    return new PlanStage(
        loops,
        settings,
        new PlanStage.Dependencies(
            new PlanStore(
                dependencies.database().dataSource(),
                MissingPartitions.counter(dependencies.registry())),
            planner,
            resources.templates(),
            new DirectoryLookup(
                dependencies.database().dataSource(), dependencies.config().privacyKey()),
            dependencies.config().recoveryWindow().isPositive(),
            dependencies.config().kafka().keepEvents(),
            continuation,
            resources.activeRoutes()::sessions));
  }

  private static TrackStage track(
      WorkerDependencies dependencies,
      PipelineResources resources,
      KafkaProducer<byte[], byte[]> statuses,
      Quarantine quarantine,
      Runnable beforeSweep) {
    return new TrackStage(
        new TrackStage.Context(
            new BatchConsumers(
                dependencies.clients(), dependencies.config().worker().sessionTimeout()),
            dependencies.database().dataSource(),
            statuses,
            resources.routes(),
            dependencies.clock(),
            dependencies.registry(),
            topic -> PositionCheck.topicId(resources.admin(), topic),
            beforeSweep,
            quarantine));
  }

  private static SubmitStage submit(
      WorkerDependencies dependencies, PipelineResources resources, Quarantine quarantine) {
    return new SubmitStage(
        new BindContext(
            new BindContext.Kafka(
                dependencies.clients(),
                resources.admin(),
                dependencies.config().worker().sessionTimeout(),
                quarantine),
            SmppConnector.overTcp(System::nanoTime),
            new BindContext.Cluster(
                resources.activeRoutes(),
                resources.bindSlots(),
                resources.activeRoutes()::liveSessions,
                resources.activeRoutes().sessionPublisher()::publish,
                WorkerName.ofThisProcess()),
            new PreSubmitCheck(
                dependencies.clock(),
                resources.cancellations()::rules,
                resources.cancellations()::isStale,
                resources.optOuts()),
            new BindContext.Environment(
                dependencies.clock(),
                System::nanoTime,
                RandomGenerator.getDefault(),
                dependencies.registry(),
                dependencies.crashPoint())));
  }

  private static Webhooks webhooks(WorkerDependencies dependencies, PipelineResources resources) {
    return Webhooks.of(
        dependencies.config(),
        WorkerName.ofThisProcess(),
        new Webhooks.Dependencies(
            dependencies.clients(),
            resources.admin(),
            dependencies.database().dataSource(),
            dependencies.registry(),
            new SecureRandom(),
            dependencies.clock(),
            System::nanoTime));
  }

  /** All kinds of jobs are listed here. */
  private static JobRunner jobs(
      WorkerDependencies dependencies,
      PipelineResources resources,
      KafkaProducer<byte[], byte[]> statuses,
      Runnable beforeStep) {
    DataSource database = dependencies.database().dataSource();
    NotifierConfig config = dependencies.config();
    AuditKey auditKey = AuditKey.of(config.privacyKey());
    List<Duration> noReceiptAfter =
        resources.routes().values().stream().map(RouteConfig::noReceiptAfter).toList();
    List<Duration> needed = new ArrayList<>(noReceiptAfter);
    needed.add(config.recoveryWindow());
    CancellationStore cancellations = new CancellationStore(database);
    List<JobKind> kinds =
        List.of(
            new DataRetention(
                new RetentionStore(database),
                config.retention().notifications(),
                config.retention().digests(),
                needed),
            new InboundDeletion(new InboundDeletionStore(database), config.retention().inbound()),
            TimelineDeletion.of(database, config.retention().notifications()),
            NotificationExport.of(database, dependencies.clock(), System::nanoTime),
            new ExportDeletion(new ExportStore(database)),
            new PartitionMaintenance(new PartitionStore(database)),
            new SkippedEventDeletion(new SkippedEventStore(database), config.recoveryWindow()),
            new SecretTextDeletion(new SecretTextStore(database)),
            new PersonErasure(new PersonalData(database, auditKey)),
            new SubmissionDeletion(new SubmissionDeletionStore(database), noReceiptAfter),
            new CounterFold(new CounterFolding(database), new SentSegmentStore(database)),
            new OldCounterDeletion(new CounterDeletion(database), new SentSegmentStore(database)),
            new GroupCompletion(
                new GroupCompletionStore(database),
                new CompletedGroups(statuses, System::nanoTime)::publish),
            new QuotaCount(new UsageStore(database)),
            new TenantBytesCount(new TemplateBytesCount(database)),
            new AuditChaining(new AuditChain(database, auditKey), resources.auditHeads()),
            new AuditRetention(
                new AuditMonths(database, auditKey),
                new UnusedSubjects(database),
                config.retention().audit()),
            new CancellationCount(
                cancellations,
                new CancelledMessages(database, dependencies.clock()),
                resources.cancellations(),
                new PlannedEnds(resources.admin(), dependencies.clients()),
                CancellationCount.INTAKE_MARGIN),
            new CancellationEnd(cancellations));
    return new JobRunner(
        new JobRunner.Settings(
            WorkerName.ofThisProcess(),
            config.worker().jobs().share(),
            config.worker().jobs().retention()),
        database,
        kinds,
        beforeStep,
        System::nanoTime,
        dependencies.registry());
  }

  /**
   * Submit and the retry mover start in any case. They work on Kafka alone, which was not restored:
   * what is on a lane is submitted once, and the journal keeps the responses until track continues.
   */
  void start() {
    submit.start();
    mover.start();
    webhooks.start();
    reconciliation.start();
  }

  /** The stages that write to PostgreSQL what they read from Kafka, and jobs. */
  private void startWriters() {
    track.start();
    plan.start();
    jobs.start();
  }

  /** Stops the stages, whether or not they were started, and closes the resources. */
  void stop() {
    try (OpenedResources inOrder = new OpenedResources()) {
      inOrder.add(resources);
      inOrder.add(() -> statuses.close(PRODUCER_CLOSE_TIMEOUT));
      inOrder.add(webhooks);
      inOrder.add(track::stop);
      inOrder.add(() -> submit.stop(SUBMIT_STOP_TIMEOUT));
      inOrder.add(() -> mover.stop(MOVER_STOP_TIMEOUT));
      inOrder.add(() -> plan.stop(PLAN_STOP_TIMEOUT));
      // While the stages stop: without Kafka it takes longer than it may at their end.
      inOrder.add(resources.auditHeads()::stop);
      inOrder.add(() -> webhooks.stop(WEBHOOKS_STOP_TIMEOUT));
      inOrder.add(() -> jobs.stop(JOBS_STOP_TIMEOUT));
      inOrder.add(reconciliation::stop);
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
    warnings.addAll(reconciliation.warnings());
    warnings.addAll(continuation.warnings());
    warnings.addAll(resources.auditHeads().warnings());
    for (LoopStatus lane : plan.statuses()) {
      warnings.addAll(WaitingRecords.warnings("plan", lane.waiting()));
    }
    warnings.addAll(WaitingRecords.warnings("retry", mover.status().waiting()));
    warnings.addAll(WaitingRecords.warnings("track", track.waiting()));
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
