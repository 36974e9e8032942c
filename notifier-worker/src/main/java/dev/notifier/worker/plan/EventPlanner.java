package dev.notifier.worker.plan;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.PlanningDecision;
import dev.notifier.planning.RouteSelector;
import dev.notifier.planning.TemplateSource;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.plan.PlannedNotification.Message;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Turns events into notifications as they are stored. Has no side effects. Thread-safe. */
public final class EventPlanner {
  private final NotificationPlanner planner;
  private final NotificationIds ids;
  private final InstantSource clock;

  public EventPlanner(RouteSelector routes, NotificationIds ids, InstantSource clock) {
    this.planner = new NotificationPlanner(routes);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Plans one event.
   *
   * @param templates those of the event's batch
   * @throws InterruptedException when this worker stops
   */
  PlannedNotification plan(EventRecord event, Lane lane, TemplateSource templates)
      throws InterruptedException {
    Instant now = clock.instant();
    PlanningDecision decision = planner.plan(event, templates, now);
    return new PlannedNotification(
        ids.next(),
        new PlannedNotification.Event(
            event.tenant(),
            event.source(),
            event.id(),
            event.type(),
            lane,
            event.category(),
            event.expiresAt(),
            event.acceptedAt()),
        decision.phone(),
        message(decision.message()),
        decision.state(),
        decision.reason(),
        decision.detail(),
        now);
  }

  /** The submit record of a stored notification, segmented for its route. */
  SubmitRecord submit(PlannedNotification stored, Message message) {
    return PlanRecords.submit(stored, message, planner.routes().profile(message.route()));
  }

  private static @Nullable Message message(PlanningDecision.@Nullable Message planned) {
    return planned == null
        ? null
        : new Message(
            planned.template(),
            planned.route(),
            planned.segments().encoding().name(),
            planned.text(),
            planned.segments().count(),
            planned.sender());
  }
}
