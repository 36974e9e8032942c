package dev.notifier.planning;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult.Fault;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.TextError;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Decides what becomes of an event: number, route, template, text, segments, or the reason why it
 * is not sent. Has no side effects. Thread-safe.
 */
public final class NotificationPlanner {
  private static final String DEFAULT_LOCALE = "vi";

  /** Intake parses numbers, so only a record that another program wrote can have this problem. */
  private static final String NOT_E164 =
      "the record has no Vietnamese mobile number in E.164; check who else writes to the topic";

  private static final String NO_TEST_ROUTE =
      "no route is for tests; configure one with test: true";

  private final RouteSelector routes;

  public NotificationPlanner(RouteSelector routes) {
    this.routes = routes;
  }

  /** The routes that this planner selects from. */
  public RouteSelector routes() {
    return routes;
  }

  /**
   * Plans one event.
   *
   * @throws InterruptedException when {@code templates} is interrupted while it waits
   */
  public PlanningDecision plan(EventRecord event, TemplateSelector templates, Instant now)
      throws InterruptedException {
    MobileNumber number = MobileNumber.ofE164(event.phone());
    return number == null
        ? PlanningDecision.skipped(null, FailureReason.INVALID_NUMBER, NOT_E164, EventPointer.PHONE)
        : planFor(event, number, templates, now);
  }

  private PlanningDecision planFor(
      EventRecord event, MobileNumber number, TemplateSelector templates, Instant now)
      throws InterruptedException {
    String phone = number.e164();
    Instant expiresAt = event.expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      return PlanningDecision.expired(phone);
    }
    boolean isTest = TenantRecord.isShadow(event.tenant());
    String route = isTest ? routes.testRoute(number) : routes.route(number);
    if (route == null) {
      return PlanningDecision.skipped(
          phone, FailureReason.NO_ROUTE, isTest ? NO_TEST_ROUTE : null, EventPointer.PHONE);
    }
    return switch (templates.lookUp(event.tenant(), event.type(), event.templateVersion())) {
      case TemplateLookup.Missing missing ->
          PlanningDecision.skipped(
              phone,
              missing.reason(),
              missing.detail(),
              EventPointer.ofMissingTemplate(missing.reason()));
      case TemplateLookup.Found found when !routes.mayCarry(route, found.published(), now) ->
          PlanningDecision.skipped(
              phone,
              FailureReason.NOT_REGISTERED,
              "the carrier of route "
                  + route
                  + " has not approved "
                  + found.published().name().id(),
              EventPointer.TYPE);
      case TemplateLookup.Found found -> render(event, phone, route, found);
    };
  }

  private PlanningDecision render(
      EventRecord event, String phone, String route, TemplateLookup.Found template) {
    RenderRequest request =
        new RenderRequest(
            event.type(), localeOf(event), valuesOf(event), routes.carrierText(route));
    return switch (template.renderer().render(request)) {
      case NotRendered no ->
          PlanningDecision.skipped(phone, reasonOf(no), detailOf(no), pointerOf(no));
      case Rendered text ->
          PlanningDecision.planned(phone, message(route, template.published().id(), text));
    };
  }

  /**
   * @param template the full name, so that a look-up can tell whose template it was
   */
  private static PlanningDecision.Message message(String route, String template, Rendered text) {
    TemplateRef reference =
        new TemplateRef(template, text.template().version(), text.template().locale());
    return new PlanningDecision.Message(
        reference, route, text.text(), text.segmentedText(), text.sender());
  }

  private static String localeOf(EventRecord event) {
    return event.recipient().get("locale") instanceof String locale && !locale.isBlank()
        ? locale
        : DEFAULT_LOCALE;
  }

  private static Map<String, Object> valuesOf(EventRecord event) {
    Map<String, Object> values = new HashMap<>(event.data());
    values.put("recipient", event.recipient());
    return values;
  }

  private static FailureReason reasonOf(NotRendered no) {
    return switch (no.fault()) {
      case VALUES -> reasonOfValues(no.error());
      case TEMPLATE ->
          switch (no.error()) {
            case NO_TEMPLATE -> FailureReason.NO_VARIANT;
            case TOO_MANY_SEGMENTS -> FailureReason.TEMPLATE_TOO_LONG;
            case NO_TEXT, MISSING_VALUE, INVALID_VALUE, LINK, TOO_LONG, UNSUPPORTED_CHARACTER ->
                FailureReason.UNUSABLE_TEMPLATE;
          };
    };
  }

  private static FailureReason reasonOfValues(TextError error) {
    return switch (error) {
      case NO_TEMPLATE -> FailureReason.NO_TEMPLATE;
      case MISSING_VALUE -> FailureReason.MISSING_VALUE;
      case NO_TEXT, INVALID_VALUE, LINK, UNSUPPORTED_CHARACTER -> FailureReason.INVALID_VALUE;
      case TOO_LONG, TOO_MANY_SEGMENTS -> FailureReason.TEXT_TOO_LONG;
    };
  }

  /** A template without a variant for the recipient is missing because of who they are. */
  private static String pointerOf(NotRendered no) {
    if (no.error() == TextError.NO_TEMPLATE) {
      return EventPointer.RECIPIENT;
    }
    return no.fault() == Fault.TEMPLATE ? EventPointer.TYPE : EventPointer.ofField(no.field());
  }

  private static String detailOf(NotRendered no) {
    return no.field().isEmpty() ? no.detail() : no.field() + ": " + no.detail();
  }
}
