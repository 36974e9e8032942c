package dev.notifier.worker.app;

import dev.notifier.config.batches.BatchesConfig;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.contracts.routes.RouteTakeover;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopSettings;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.RouteSelector;
import dev.notifier.store.inbound.InboundOutbox;
import dev.notifier.store.inbox.InboxStore;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.worker.batches.BatchConsumers;
import dev.notifier.worker.bind.BindContext;
import dev.notifier.worker.bind.SubmitStage;
import dev.notifier.worker.feeding.BatchSending;
import dev.notifier.worker.hotline.Hotline;
import dev.notifier.worker.inbound.InboundAddresses;
import dev.notifier.worker.inbound.InboundStage;
import dev.notifier.worker.plan.AdvertisingLookup;
import dev.notifier.worker.plan.ConfiguredRoutes;
import dev.notifier.worker.plan.DirectoryLookup;
import dev.notifier.worker.plan.EventPlanner;
import dev.notifier.worker.plan.PlanStage;
import dev.notifier.worker.plan.PortedNumbers;
import dev.notifier.worker.positions.ContinuationOffsets;
import dev.notifier.worker.positions.PositionCheck;
import dev.notifier.worker.queries.AnswerSink;
import dev.notifier.worker.queries.Queries;
import dev.notifier.worker.retry.RetryMover;
import dev.notifier.worker.schedule.ScheduleStage;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.smpp.SmppConnector;
import dev.notifier.worker.track.TrackStage;
import dev.notifier.worker.webhooks.Webhooks;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Creates the stages of one worker. It starts nothing. */
final class StageFactory {
  private static final Duration TRIM_PERIOD = Duration.ofSeconds(30);

  private final WorkerDependencies dependencies;
  private final PipelineResources resources;
  private final Quarantine quarantine;
  private final LoopContext loops;
  private final LoopSettings settings;
  private final RouteSelector ownRoutes;
  private final InboundAddresses addresses;

  StageFactory(
      WorkerDependencies dependencies, PipelineResources resources, Quarantine quarantine) {
    this.dependencies = dependencies;
    this.resources = resources;
    this.quarantine = quarantine;
    this.loops =
        new LoopContext(
            dependencies.clients(),
            resources.admin(),
            dependencies.clock(),
            System::nanoTime,
            dependencies.registry(),
            dependencies.loopSteps(),
            quarantine);
    this.settings = new LoopSettings(dependencies.config().worker().sessionTimeout(), TRIM_PERIOD);
    this.ownRoutes =
        ConfiguredRoutes.selector(resources.routes(), dependencies.config().defaultRoute());
    this.addresses = InboundAddresses.read(dependencies.config().replies().addresses());
  }

  RetryMover mover() {
    return new RetryMover(loops, settings, resources.activeRoutes()::sessions);
  }

  PlanStage plan(ContinuationOffsets continuation) {
    EventPlanner planner =
        new EventPlanner(
            new NotificationPlanner(
                ownRoutes, dependencies.replies(), resources.activeRoutes()::takeovers),
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
                MissingPartitions.counter(dependencies.registry()),
                Collections.max(
                    List.of(
                        dependencies.config().recoveryWindow(),
                        dependencies.config().kafka().keepEvents()))),
            planner,
            resources.templates(),
            new DirectoryLookup(
                dependencies.database().dataSource(), dependencies.config().privacyKey()),
            new PortedNumbers(
                dependencies.database().dataSource(),
                dependencies.config().privacyKey(),
                System::nanoTime),
            new AdvertisingLookup(
                dependencies.database().dataSource(),
                dependencies.config().privacyKey(),
                dependencies.clock()),
            dependencies.config().recoveryWindow().isPositive(),
            dependencies.config().kafka().keepEvents(),
            continuation,
            resources.activeRoutes()::sessions));
  }

  /**
   * @param beforeSweep throws if no sweep may begin
   */
  TrackStage track(KafkaProducer<byte[], byte[]> statuses, Runnable beforeSweep) {
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

  /**
   * @param beforeSweep throws if no sweep may begin
   * @param wakeQueries says that there are queries
   */
  InboundStage inbound(
      KafkaProducer<byte[], byte[]> producer, Runnable beforeSweep, Runnable wakeQueries) {
    return new InboundStage(
        new InboundStage.Context(
            new BatchConsumers(
                dependencies.clients(), dependencies.config().worker().sessionTimeout()),
            dependencies.database().dataSource(),
            producer,
            resources.routes(),
            addresses,
            resources.knowledge(),
            dependencies.config().privacyKey(),
            dependencies.clock(),
            System::nanoTime,
            dependencies.registry(),
            topic -> PositionCheck.topicId(resources.admin(), topic),
            beforeSweep,
            quarantine,
            wakeQueries,
            new InboxStore(
                dependencies.database().dataSource(),
                dependencies.config().replies().hotline().isEnabled()),
            dependencies.loopSteps()));
  }

  /**
   * @param publishAnswers says that there are answers in the outbox
   */
  Queries queries(Runnable publishAnswers) {
    DataSource database = dependencies.database().dataSource();
    return Queries.of(
        dependencies.config(),
        addresses.configs(),
        WorkerName.ofThisProcess(),
        new Queries.Dependencies(
            database,
            AnswerSink.of(new InboundOutbox(database), publishAnswers),
            new NotificationPlanner(ownRoutes),
            resources.templates(),
            dependencies.registry(),
            new SecureRandom(),
            dependencies.clock(),
            System::nanoTime));
  }

  SubmitStage submit() {
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
                dependencies.crashPoint())),
        new RecipientKey(dependencies.config().privacyKey().getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Where the lines of a batch may wait, and so how many are sent. A takeover does not carry the
   * templates that its carrier has not approved: these wait for their own route. Messages of a test
   * tenant take the routes for tests only.
   */
  private Set<String> routesOfLine(String tenant, MobileNumber number) {
    if (TenantRecord.isShadow(tenant)) {
      String route = ownRoutes.testRoute(number, null);
      return route == null ? Set.of() : Set.of(route);
    }
    String takeover =
        RouteTakeover.route(
            resources.activeRoutes().takeovers(),
            ownRoutes::isLive,
            Lane.BULK,
            dependencies.clock().instant());
    return Stream.of(ownRoutes.route(number), takeover)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  /**
   * @param producer idempotent
   */
  ScheduleStage schedule(KafkaProducer<byte[], byte[]> producer, Runnable beforeTurn) {
    return new ScheduleStage(
        new ScheduleStage.Context(
            dependencies.database().dataSource(),
            resources.admin(),
            producer,
            beforeTurn,
            dependencies.registry(),
            System::nanoTime,
            dependencies.loopSteps()));
  }

  /**
   * @param producer idempotent
   * @param beforeTurn throws if nothing may be sent
   */
  BatchSending batches(KafkaProducer<byte[], byte[]> producer, Runnable beforeTurn) {
    BatchesConfig config = dependencies.config().batches();
    BatchesConfig.Stop stop = config.stop();
    return new BatchSending(
        new BatchSending.Context(
            WorkerName.ofThisProcess() + "-" + Long.toHexString(new SecureRandom().nextLong()),
            dependencies.database().dataSource(),
            producer,
            resources.admin(),
            resources.routes().keySet(),
            this::routesOfLine,
            resources.activeRoutes()::sessionStatuses,
            new RecipientKey(dependencies.config().privacyKey().getBytes(StandardCharsets.UTF_8)),
            dependencies.config().intake().quietHours(),
            tenant -> config.weights().getOrDefault(tenant, 1),
            new BatchSending.StopSettings(
                stop.window(),
                stop.minLines(),
                stop.failedPercent(),
                stop.reasonPercent(),
                config.longestPause()),
            resources.longestNoReceiptAfter(),
            dependencies.clock(),
            System::nanoTime,
            dependencies.registry(),
            beforeTurn,
            () -> {}));
  }

  Hotline hotline() {
    return Hotline.of(
        dependencies.config(),
        WorkerName.ofThisProcess(),
        new Hotline.Dependencies(
            dependencies.database().dataSource(),
            dependencies.registry(),
            new SecureRandom(),
            dependencies.clock(),
            System::nanoTime));
  }

  Webhooks webhooks() {
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
}
