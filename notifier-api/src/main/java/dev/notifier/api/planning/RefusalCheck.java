package dev.notifier.api.planning;

import dev.notifier.api.eventtypes.CompiledEventType;
import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.PlanningDecision;
import dev.notifier.planning.RouteSelector;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.TemplateSelector;
import dev.notifier.planning.templates.TemplateCatalog;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the events of one request that the plan stage would certainly refuse, with the decisions of
 * the plan stage itself. What is not certain is not refused: the routes or templates have not been
 * read yet. A template that is missing is looked up in newer ones, which are fetched at most once.
 * Used by one thread.
 */
public final class RefusalCheck {
  /** Without routes, only what does not depend on one can be decided. */
  private static final NotificationPlanner WITHOUT_ROUTES =
      new NotificationPlanner(RouteSelector.of(List.of(), ""));

  private final EventTypeRegistry types;
  private final Templates templates;
  private final @Nullable NotificationPlanner planner;
  private final TemplateSelector selector = this::lookUp;
  private @Nullable TemplateCatalog catalog;
  private boolean upToDate;
  private boolean uncertain;

  /** The published templates. */
  public interface Templates {
    /** The current ones; null if they are unknown. */
    @Nullable TemplateCatalog current();

    /**
     * Those that are published at the time of the call; null if they cannot be read in time.
     *
     * @throws InterruptedException when the caller is stopped while it waits
     */
    @Nullable TemplateCatalog upToDate() throws InterruptedException;
  }

  /**
   * @param planner with the routes in force; null if they are unknown
   */
  public RefusalCheck(
      EventTypeRegistry types, Templates templates, @Nullable NotificationPlanner planner) {
    this.types = types;
    this.templates = templates;
    this.planner = planner;
    this.catalog = templates.current();
  }

  /**
   * Returns why the event would not be sent; null if its delivery would be attempted, or if that
   * depends on the carrier of the number, which is known when it is planned.
   */
  public @Nullable Violation refusal(EventRecord event, Lane lane, Instant now) {
    PlanningDecision decision = decision(event, lane, now);
    return decision == null || isOfPrefix(decision, event) ? null : refusal(event, decision);
  }

  /** The number may be with another carrier than its prefix says, and take another route. */
  private boolean isOfPrefix(PlanningDecision decision, EventRecord event) {
    FailureReason reason = decision.reason();
    boolean isOfRoute = reason == FailureReason.NO_ROUTE || reason == FailureReason.NOT_REGISTERED;
    return isOfRoute
        && planner != null
        && planner.routes().dependsOnNumber(TenantRecord.isShadow(event.tenant()));
  }

  /** Returns why a decision is that the event is not sent; null if it is sent. */
  public static @Nullable Violation refusal(EventRecord event, PlanningDecision decision) {
    FailureReason reason = decision.reason();
    if (reason == null) {
      return null;
    }
    return reason == FailureReason.NO_ROUTE && TenantRecord.isShadow(event.tenant())
        ? Violation.at("", ErrorCode.NO_TEST_ROUTE)
        : violation(reason, decision);
  }

  /** Returns what becomes of the event, going by the prefix; null if that is not certain. */
  public @Nullable PlanningDecision decision(EventRecord event, Lane lane, Instant now) {
    uncertain = false;
    try {
      PlanningDecision decision =
          (planner == null ? WITHOUT_ROUTES : planner).plan(event, lane, null, selector, now);
      FailureReason reason = decision.reason();
      boolean unknownRoute = planner == null && reason == FailureReason.NO_ROUTE;
      // Which number the directory has is known when the event is planned.
      boolean unknownNumber = reason == FailureReason.NO_NUMBER;
      return uncertain || unknownRoute || unknownNumber ? null : decision;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private static Violation violation(FailureReason reason, PlanningDecision decision) {
    ErrorCode code = ErrorCode.of(reason);
    String pointer = decision.pointer() == null ? "" : decision.pointer();
    return decision.detail() == null || reason == FailureReason.EXPIRED_BEFORE_SUBMISSION
        ? Violation.at(pointer, code)
        : new Violation(pointer, code, code.title() + ": " + decision.detail() + ".");
  }

  private TemplateLookup lookUp(String tenant, String type, @Nullable Integer pinned)
      throws InterruptedException {
    TemplateLookup lookup = lookUpInCatalog(tenant, type, pinned);
    if (lookup instanceof TemplateLookup.Missing && !upToDate) {
      upToDate = true;
      catalog = templates.upToDate();
      lookup = lookUpInCatalog(tenant, type, pinned);
    }
    return lookup;
  }

  private TemplateLookup lookUpInCatalog(String tenant, String type, @Nullable Integer pinned) {
    CompiledEventType known = types.find(type);
    if (catalog == null || known == null) {
      uncertain = true;
      return new TemplateLookup.Missing(FailureReason.NO_TEMPLATE, "read the templates first");
    }
    String template = known.definition().template();
    TemplateLookup lookup = catalog.lookUp(tenant, type, template, pinned);
    // A version that this program cannot compile may be one that a newer worker can.
    uncertain =
        lookup instanceof TemplateLookup.Missing(FailureReason reason, _)
            && reason == FailureReason.UNUSABLE_TEMPLATE
            && catalog.isPublished(tenant, type, template);
    return lookup;
  }
}
