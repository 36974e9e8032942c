package dev.notifier.worker.app;

import dev.notifier.config.NotifierConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopSettings;
import dev.notifier.kafka.loop.LoopStatus;
import dev.notifier.store.Database;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.store.routes.BindSlotStore;
import dev.notifier.worker.bind.BindContext;
import dev.notifier.worker.bind.SubmitStage;
import dev.notifier.worker.bind.session.BindStatus;
import dev.notifier.worker.plan.ConfiguredRoutes;
import dev.notifier.worker.plan.EventPlanner;
import dev.notifier.worker.plan.NotificationIds;
import dev.notifier.worker.plan.PlanStage;
import dev.notifier.worker.retry.RetryMover;
import dev.notifier.worker.smpp.SmppConnector;
import dev.notifier.worker.templates.TemplateRegistry;
import dev.notifier.worker.track.BatchConsumers;
import dev.notifier.worker.track.TrackStage;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/**
 * The stages of one worker, started from the back to the front and stopped the other way round.
 * Stopping takes at most 45 s: plan 10, mover 5, submit 22 (it drains its windows), track 8.
 */
final class StageLifecycle {
  private static final Duration PLAN_STOPS_WITHIN = Duration.ofSeconds(10);
  private static final Duration MOVER_STOPS_WITHIN = Duration.ofSeconds(5);
  private static final Duration SUBMIT_STOPS_WITHIN = Duration.ofSeconds(22);
  private static final Duration TRIM_EVERY = Duration.ofSeconds(30);

  private final PlanStage plan;
  private final RetryMover mover;
  private final SubmitStage submit;
  private final TrackStage track;
  private final KafkaProducer<byte[], byte[]> statuses;
  private final Admin admin;
  private final ActiveRoutes inForce;
  private final TemplateRegistry wordings;
  private final @Nullable String advice;

  /** What the stages are made from. */
  record Parts(
      NotifierConfig config,
      Map<String, RouteConfig> routes,
      ActiveRoutes inForce,
      TemplateRegistry wordings,
      Database database,
      KafkaClients clients,
      Admin admin) {}

  StageLifecycle(Parts parts, BindSlotStore bindSlots, Pipeline.Outside outside) {
    admin = parts.admin();
    advice = BrokerSettingsCheck.of(admin);
    statuses = parts.clients().producer("statuses");
    inForce = parts.inForce();
    wordings = parts.wordings();
    LoopContext tools =
        new LoopContext(
            parts.clients(),
            admin,
            outside.clock(),
            System::nanoTime,
            outside.registry(),
            outside.steps());
    LoopSettings settings = new LoopSettings(parts.config().worker().sessionTimeout(), TRIM_EVERY);
    plan =
        new PlanStage(
            tools,
            settings,
            new PlanStage.Rooms(
                new PlanStore(parts.database().dataSource()),
                planner(parts, outside.clock()),
                parts.wordings()),
            inForce::sessions);
    mover = new RetryMover(tools, settings, inForce::sessions);
    track = track(parts, outside);
    submit = submit(parts, bindSlots, outside);
  }

  private static EventPlanner planner(Parts parts, Clock clock) {
    return new EventPlanner(
        ConfiguredRoutes.selector(parts.routes(), parts.config().defaultRoute()),
        new NotificationIds(clock, RandomGenerator.getDefault()),
        clock);
  }

  private TrackStage track(Parts parts, Pipeline.Outside outside) {
    return new TrackStage(
        new BatchConsumers(parts.clients(), parts.config().worker().sessionTimeout()),
        parts.database().dataSource(),
        statuses,
        parts.routes(),
        outside.clock(),
        outside.registry());
  }

  private static SubmitStage submit(
      Parts parts, BindSlotStore bindSlots, Pipeline.Outside outside) {
    return new SubmitStage(
        new BindContext(
            new BindContext.Kafka(
                parts.clients(), parts.admin(), parts.config().worker().sessionTimeout()),
            SmppConnector.overTcp(System::nanoTime),
            new BindContext.Cluster(
                parts.inForce(),
                new CachedSlotRegistry(bindSlots),
                parts.inForce()::living,
                parts.inForce().publisher()::publish,
                WorkerName.ofThisProcess()),
            new BindContext.Environment(
                outside.clock(),
                System::nanoTime,
                RandomGenerator.getDefault(),
                outside.registry(),
                outside.crashPoint())));
  }

  void start() {
    track.start();
    submit.start();
    mover.start();
    plan.start();
  }

  void stop() {
    plan.stop(PLAN_STOPS_WITHIN);
    mover.stop(MOVER_STOPS_WITHIN);
    submit.stop(SUBMIT_STOPS_WITHIN);
    track.stop();
    wordings.close();
    inForce.close();
    statuses.close(Duration.ofSeconds(2));
    admin.close(Duration.ofSeconds(1));
  }

  /** What an operator should change on the brokers, or null. */
  @Nullable String advice() {
    return advice;
  }

  /** The binds that this worker owns. */
  List<BindStatus> binds() {
    return submit.binds();
  }

  /** What this worker knows of wordings, and how old that is. */
  String wordings() {
    Duration since = wordings.age();
    return wordings.usable()
        + " versions, all that was published "
        + (since == null ? "is not read yet" : since.toMillis() + " ms ago is known");
  }

  /** What gets on and should be looked at all the same, in words. */
  List<String> warnings() {
    return track.warnings();
  }

  /** What does not get on, in words; empty when all is well. */
  List<String> troubles() {
    List<String> troubles = new ArrayList<>(track.troubles());
    troubles.addAll(submit.problems());
    String deaf = inForce.trouble();
    if (deaf != null) {
      troubles.add(deaf);
    }
    String blind = wordings.error();
    if (blind != null) {
      troubles.add(blind);
    }
    List<LoopStatus> loops = new ArrayList<>(plan.statuses());
    loops.add(mover.status());
    for (LoopStatus loop : loops) {
      if (!loop.isHealthy()) {
        troubles.add(loop.name() + ": " + (loop.failure() == null ? "ended" : loop.failure()));
      }
    }
    return troubles;
  }
}
