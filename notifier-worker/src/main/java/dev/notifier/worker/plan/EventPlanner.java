package dev.notifier.worker.plan;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubjectDigest;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.PlanningDecision;
import dev.notifier.planning.RouteSelector;
import dev.notifier.planning.TemplateSelector;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.plan.PlannedNotification.Message;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.WireProfile;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Turns events into notifications as they are stored. Has no side effects. Thread-safe. */
public final class EventPlanner {
  private final NotificationPlanner planner;
  private final SubjectDigest subjects;
  private final InstantSource clock;

  /**
   * @param subjects the digest of the business keys by which notifications are found
   */
  public EventPlanner(RouteSelector routes, SubjectDigest subjects, InstantSource clock) {
    this.subjects = subjects;
    this.planner = new NotificationPlanner(routes);
    this.clock = clock;
  }

  /**
   * A planned event.
   *
   * @param notification the row to store
   * @param segments the segments of its text; null if nothing is sent
   */
  record Plan(PlannedNotification notification, @Nullable SegmentedText segments) {}

  /**
   * Plans one event.
   *
   * @param templates the templates of the event's batch
   * @throws InterruptedException when this worker stops
   */
  Plan plan(EventRecord event, Lane lane, TemplateSelector templates) throws InterruptedException {
    // As PostgreSQL stores it: a repeated status has the time, and so the id, of the first one.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    PlanningDecision decision = planner.plan(event, templates, now);
    PlanningDecision.Message message = decision.message();
    PlannedNotification notification =
        new PlannedNotification(
            new PlannedNotification.Event(
                event.tenant(),
                event.source(),
                event.id(),
                event.type(),
                lane,
                event.category(),
                event.expiresAt(),
                event.acceptedAt(),
                event.bodyDigest(),
                event.hasSecret(),
                event.recipient().get("personRef") instanceof String reference ? reference : null,
                event.group(),
                event.keyId(),
                subjects.of(event.tenant(), event.subject())),
            decision.phone(),
            message == null ? null : stored(message),
            decision.state(),
            decision.reason(),
            decision.detail(),
            now);
    return new Plan(notification, message == null ? null : message.segments());
  }

  private static Message stored(PlanningDecision.Message planned) {
    return new Message(
        planned.template(),
        planned.route(),
        planned.segments().encoding().name(),
        planned.text(),
        planned.segments().count(),
        planned.sender());
  }

  /** How the texts of a route are segmented. */
  WireProfile profile(String route) {
    return planner.routes().profile(route);
  }
}
