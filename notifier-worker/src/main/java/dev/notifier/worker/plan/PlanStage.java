package dev.notifier.worker.plan;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopDefinition;
import dev.notifier.kafka.loop.LoopGroup;
import dev.notifier.kafka.loop.LoopSettings;
import dev.notifier.kafka.loop.LoopStatus;
import dev.notifier.kafka.loop.QueueTopic;
import dev.notifier.kafka.loop.TransactionalLoop;
import dev.notifier.kafka.positions.StoredStarts;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.worker.routes.SessionRoundRobin;
import dev.notifier.worker.templates.TemplateProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Plans all lanes. Each lane has its own thread, consumer group and transactions, so urgent events
 * never wait for others. Thread-safe.
 */
public final class PlanStage {
  /** The name of the stage in the quarantine and in metrics. */
  static final String NAME = "plan";

  private static final int MAX_BATCH_RECORDS = 500;
  private static final int MAX_URGENT_BATCH_RECORDS = 100;

  /** How long events that are not urgent wait for more: the cost of a transaction is constant. */
  private static final Duration GATHER_TIME = Duration.ofMillis(50);

  private final LoopGroup loops;

  /**
   * What the stage works with, besides Kafka.
   *
   * @param directory the numbers of persons whom events name without one
   * @param carriers with which carriers ported numbers are
   * @param advertising which advertising may be sent
   * @param keepsSkipped whether events that are skipped for a reason that operators own are kept
   * @param keepEvents how long events stay on their topic after they were written, even if they are
   *     planned
   * @param starts where plan continues if Kafka has no committed offset
   * @param sessionCounts how many sessions share the messages of a route now
   */
  public record Dependencies(
      PlanStore store,
      EventPlanner planner,
      TemplateProvider templates,
      DirectoryLookup directory,
      PortedNumbers carriers,
      AdvertisingLookup advertising,
      boolean keepsSkipped,
      Duration keepEvents,
      StoredStarts starts,
      ToIntFunction<String> sessionCounts) {}

  public PlanStage(LoopContext context, LoopSettings settings, Dependencies dependencies) {
    List<TransactionalLoop> lanes =
        Arrays.stream(Lane.values())
            .map(lane ->
                new TransactionalLoop(
                    definition(lane, settings, dependencies),
                    context,
                    new PlanHandler(
                        lane,
                        context,
                        dependencies,
                        new SessionRoundRobin(dependencies.sessionCounts()))))
            .toList();
    this.loops = new LoopGroup(lanes, context.nanoTime());
  }

  public void start() {
    loops.start();
  }

  /** Finishes the current batches; returns whether that succeeded within the budget. */
  public boolean stop(Duration budget) {
    return loops.stop(budget);
  }

  /** The status of each lane's loop. */
  public List<LoopStatus> statuses() {
    return loops.statuses();
  }

  private static LoopDefinition definition(
      Lane lane, LoopSettings settings, Dependencies dependencies) {
    String name = "plan-" + lane.id();
    ReadSettings reading =
        lane == Lane.URGENT
            ? ReadSettings.immediate(settings.sessionTimeout(), MAX_URGENT_BATCH_RECORDS)
            : ReadSettings.batched(settings.sessionTimeout(), MAX_BATCH_RECORDS, GATHER_TIME);
    return new LoopDefinition(
        name,
        Topics.planGroup(lane),
        List.of(new QueueTopic(Topics.events(lane), lane)),
        reading,
        partition -> name + "-" + partition.partition(),
        settings.trimPeriod(),
        dependencies.keepEvents(),
        dependencies.starts());
  }
}
