package dev.notifier.worker.queries;

import dev.notifier.contracts.EventRecord;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.PlanningDecision;
import dev.notifier.worker.templates.BatchTemplates;
import dev.notifier.worker.templates.TemplateProvider;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks that the data of an answer can be sent before the answer is written: later, no one could
 * ask again. Thread-safe.
 */
final class RenderCheck {
  private static final Logger LOG = LoggerFactory.getLogger(RenderCheck.class);

  private final NotificationPlanner planner;
  private final TemplateProvider templates;
  private final InstantSource clock;

  RenderCheck(NotificationPlanner planner, TemplateProvider templates, InstantSource clock) {
    this.planner = planner;
    this.templates = templates;
    this.clock = clock;
  }

  /** Whether the event becomes a message. May wait for a template that is new. */
  boolean canBeSent(EventRecord event) throws InterruptedException {
    @Nullable String problem = problem(event);
    if (problem != null) {
      LOG.warn("A response to a query of the type {} cannot be sent: {}", event.type(), problem);
    }
    return problem == null;
  }

  private @Nullable String problem(EventRecord event) throws InterruptedException {
    try {
      PlanningDecision decision =
          planner.plan(event, new BatchTemplates(templates), clock.instant());
      return decision.message() == null
          ? decision.reason() + " " + decision.pointer() + " " + decision.detail()
          : null;
    } catch (RuntimeException e) {
      return RedactedError.of(e);
    }
  }
}
