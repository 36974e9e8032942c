package dev.notifier.worker.plan;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopDefinition;
import dev.notifier.kafka.loop.LoopGroup;
import dev.notifier.kafka.loop.LoopSettings;
import dev.notifier.kafka.loop.LoopStatus;
import dev.notifier.kafka.loop.TransactionalLoop;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.worker.routes.SessionRoundRobin;
import dev.notifier.worker.templates.TemplateProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Plans every lane, each with a thread, a group and transactions of its own, so that the urgent
 * waits for nothing else. Thread-safe.
 */
public final class PlanStage {
  private static final int MAX_BATCH_RECORDS = 500;
  private static final int MAX_URGENT_BATCH_RECORDS = 100;

  /** What is not urgent waits so long for company: each transaction costs the same. */
  private static final Duration GATHER = Duration.ofMillis(50);

  private final LoopGroup loops;

  /** What a batch passes through. */
  public record Rooms(PlanStore store, EventPlanner planner, TemplateProvider wordings) {}

  /**
   * @param sessionsOf how many sessions share a route's messages at present
   */
  public PlanStage(
      LoopContext tools, LoopSettings settings, Rooms rooms, ToIntFunction<String> sessionsOf) {
    List<TransactionalLoop> lanes =
        Arrays.stream(Lane.values())
            .map(lane ->
                new TransactionalLoop(
                    plan(lane, settings),
                    tools,
                    new PlanHandler(lane, tools, rooms, new SessionRoundRobin(sessionsOf))))
            .toList();
    this.loops = new LoopGroup(lanes, tools.nanoTime());
  }

  public void start() {
    loops.start();
  }

  /** Lets the batches in hand end; returns whether they did within the budget. */
  public boolean stop(Duration budget) {
    return loops.stop(budget);
  }

  /** How each lane is doing. */
  public List<LoopStatus> statuses() {
    return loops.statuses();
  }

  private static LoopDefinition plan(Lane lane, LoopSettings settings) {
    String name = "plan-" + lane.id();
    ReadSettings reading =
        lane == Lane.URGENT
            ? ReadSettings.immediate(settings.sessionTimeout(), MAX_URGENT_BATCH_RECORDS)
            : ReadSettings.batched(settings.sessionTimeout(), MAX_BATCH_RECORDS, GATHER);
    return new LoopDefinition(
        name,
        Topics.planGroup(lane),
        List.of(Topics.events(lane)),
        reading,
        partition -> name + "-" + partition.partition(),
        settings.trimPeriod());
  }
}
