package dev.notifier.planning;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.contracts.origin.TestedTemplate;
import dev.notifier.contracts.routes.RouteTakeover;
import dev.notifier.numbers.Carrier;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult.Fault;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.ReplyPlaceholders;
import dev.notifier.templates.TextError;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of an event: number, route, template, text, segments, or the reason why it
 * is not sent. Has no side effects. Thread-safe.
 */
public final class NotificationPlanner {
  private static final String DEFAULT_LOCALE = "vi";
  private static final String RECIPIENT = "recipient";

  /** Intake parses numbers, so only a record that another program wrote can have this problem. */
  private static final String NOT_E164 =
      "the record has no Vietnamese mobile number in E.164; check who else writes to the topic";

  private static final String NO_TEST_ROUTE =
      "no route is for tests; configure one with test: true";

  private final RouteSelector routes;
  private final ReplyPlaceholders replies;
  private final RouteTakeovers takeovers;

  /** Of messages that people cannot answer. */
  public NotificationPlanner(RouteSelector routes) {
    this(routes, ReplyPlaceholders.NONE);
  }

  /**
   * @param replies how people answer the messages of a sender
   */
  public NotificationPlanner(RouteSelector routes, ReplyPlaceholders replies) {
    this(routes, replies, RouteTakeovers.NONE);
  }

  /**
   * @param replies how people answer the messages of a sender
   * @param takeovers the routes that take the messages of others
   */
  public NotificationPlanner(
      RouteSelector routes, ReplyPlaceholders replies, RouteTakeovers takeovers) {
    this.routes = routes;
    this.replies = replies;
    this.takeovers = takeovers;
  }

  /** The routes that this planner selects from. */
  public RouteSelector routes() {
    return routes;
  }

  /** As the other method, for an event of which the lane and the carrier are not known. */
  public PlanningDecision plan(EventRecord event, TemplateSelector templates, Instant now)
      throws InterruptedException {
    return plan(event, null, null, templates, now);
  }

  /**
   * Plans one event. One without a number is never sent; whatever else is certain is its reason.
   *
   * @param lane null if it is unknown; then takeovers of urgent messages are left out
   * @param carrier with which the number is; null if only its prefix is known
   * @throws InterruptedException when {@code templates} is interrupted while it waits
   */
  public PlanningDecision plan(
      EventRecord event,
      @Nullable Lane lane,
      @Nullable Carrier carrier,
      TemplateSelector templates,
      Instant now)
      throws InterruptedException {
    if (event.phone() == null) {
      return withoutNumber(event, templates, now);
    }
    MobileNumber number = MobileNumber.ofE164(event.phone());
    if (number == null) {
      return PlanningDecision.skipped(
          null, FailureReason.INVALID_NUMBER, NOT_E164, EventPointer.PHONE);
    }
    Ways ways = new Ways(route(event, number, carrier), takeover(event, lane, now));
    return planFor(event, number.e164(), ways, templates, now);
  }

  private static PlanningDecision withoutNumber(
      EventRecord event, TemplateSelector templates, Instant now) throws InterruptedException {
    if (isExpired(event, now)) {
      return PlanningDecision.expired(null);
    }
    return switch (templates.lookUp(event.tenant(), event.type(), event.templateVersion())) {
      case TemplateLookup.Missing missing -> skipped(null, missing);
      case TemplateLookup.Found _ ->
          PlanningDecision.skipped(null, FailureReason.NO_NUMBER, null, EventPointer.RECIPIENT);
    };
  }

  private static boolean isExpired(EventRecord event, Instant now) {
    Instant expiresAt = event.expiresAt();
    return expiresAt != null && !expiresAt.isAfter(now);
  }

  private static PlanningDecision skipped(@Nullable String phone, TemplateLookup.Missing missing) {
    return PlanningDecision.skipped(
        phone,
        missing.reason(),
        missing.detail(),
        EventPointer.ofMissingTemplate(missing.reason()));
  }

  /**
   * The routes that may carry a message.
   *
   * @param own that of the number; null if it has none
   * @param takeover the route that takes the messages of others; null if there is none
   */
  private record Ways(@Nullable String own, @Nullable String takeover) {
    boolean isNone() {
      return own == null && takeover == null;
    }
  }

  /**
   * A template that the carrier of the takeover has not approved is sent over its own route, which
   * may be slow and is not forbidden.
   */
  private @Nullable String way(Ways ways, TemplateLookup.Found template, Instant now) {
    String takeover = ways.takeover();
    return takeover != null && routes.mayCarry(takeover, template.published(), now)
        ? takeover
        : ways.own();
  }

  private @Nullable String takeover(EventRecord event, @Nullable Lane lane, Instant now) {
    Map<String, RouteTakeover> orders = takeovers.current();
    if (orders.isEmpty() || event.reply() != null || TenantRecord.isShadow(event.tenant())) {
      return null;
    }
    return RouteTakeover.route(orders, routes::isLive, lane, now);
  }

  private PlanningDecision planFor(
      EventRecord event, String phone, Ways ways, TemplateSelector templates, Instant now)
      throws InterruptedException {
    if (isExpired(event, now)) {
      return PlanningDecision.expired(phone);
    }
    if (ways.isNone()) {
      return noRoute(event, phone);
    }
    TestedTemplate test = TestedTemplate.of(event.source(), event.data());
    TemplateSelector selector =
        test == null ? templates : new TestedTemplateLookup(test, templates);
    return switch (selector.lookUp(event.tenant(), event.type(), event.templateVersion())) {
      case TemplateLookup.Missing missing -> skipped(phone, missing);
      case TemplateLookup.Found found -> {
        String route = way(ways, found, now);
        if (route == null) {
          yield noRoute(event, phone);
        }
        yield routes.mayCarry(route, found.published(), now)
            ? render(event, test == null ? valuesOf(event) : test.values(), phone, route, found)
            : notRegistered(phone, route, found);
      }
    };
  }

  private static PlanningDecision notRegistered(
      String phone, String route, TemplateLookup.Found template) {
    return PlanningDecision.skipped(
        phone,
        FailureReason.NOT_REGISTERED,
        "the carrier of route " + route + " has not approved " + template.published().name().id(),
        EventPointer.TYPE);
  }

  private static PlanningDecision noRoute(EventRecord event, String phone) {
    return PlanningDecision.skipped(
        phone, FailureReason.NO_ROUTE, adviceWithoutRoute(event), EventPointer.PHONE);
  }

  private @Nullable String route(
      EventRecord event, MobileNumber number, @Nullable Carrier carrier) {
    boolean isTest = TenantRecord.isShadow(event.tenant());
    if (event.reply() != null) {
      return routes.answerRoute(number, carrier, event.reply(), isTest);
    }
    return isTest ? routes.testRoute(number, carrier) : routes.route(number, carrier);
  }

  private static @Nullable String adviceWithoutRoute(EventRecord event) {
    if (event.reply() != null) {
      return "no route may send from "
          + event.reply().address()
          + "; add it to sources of the route that takes its messages";
    }
    return TenantRecord.isShadow(event.tenant()) ? NO_TEST_ROUTE : null;
  }

  private PlanningDecision render(
      EventRecord event,
      Map<String, Object> values,
      String phone,
      String route,
      TemplateLookup.Found template) {
    RenderRequest request =
        new RenderRequest(
            event.type(),
            localeOf(values),
            values,
            routes.carrierText(route),
            replies(event.reply(), route));
    return switch (template.renderer().render(request)) {
      case NotRendered no ->
          PlanningDecision.skipped(phone, reasonOf(no), detailOf(no), pointerOf(no));
      case Rendered text ->
          PlanningDecision.planned(
              phone, message(event.reply(), route, template.published().id(), text));
    };
  }

  /**
   * @param template the full name, so that a look-up can tell whose template it was
   */
  private static PlanningDecision.Message message(
      @Nullable ReplyOrigin reply, String route, String template, Rendered text) {
    TemplateRef reference =
        new TemplateRef(template, text.template().version(), text.template().locale());
    return new PlanningDecision.Message(
        reference,
        text.template().audience(),
        route,
        text.text(),
        text.segmentedText(),
        reply == null ? text.sender() : reply.address());
  }

  private ReplyPlaceholders replies(@Nullable ReplyOrigin reply, String route) {
    return reply == null
        ? sender -> replies.of(sender == null ? routes.sender(route) : sender)
        : _ -> replies.of(reply.address());
  }

  private static String localeOf(Map<String, Object> values) {
    return values.get(RECIPIENT) instanceof Map<?, ?> recipient
            && recipient.get("locale") instanceof String locale
            && !locale.isBlank()
        ? locale
        : DEFAULT_LOCALE;
  }

  private static Map<String, Object> valuesOf(EventRecord event) {
    Map<String, Object> values = new HashMap<>(event.data());
    values.put(RECIPIENT, event.recipient());
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
