package dev.notifier.worker.plan;

import dev.notifier.contracts.Cause;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.State;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.phone.MobileNumber;
import dev.notifier.contracts.phone.PhoneNumbers;
import dev.notifier.contracts.phone.PhoneResult;
import dev.notifier.store.PlannedNotification;
import dev.notifier.store.PlannedNotification.Message;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.TextError;
import dev.notifier.worker.wording.BatchWording;
import dev.notifier.worker.wording.Choice;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of an event: a text for a number on a route, or an end with its cause.
 * Touches nothing. Thread-safe.
 */
public final class Planner {
  private static final String LOCALE = "vi";

  private final RouteTable routes;
  private final NotificationIds ids;
  private final InstantSource clock;

  public Planner(RouteTable routes, NotificationIds ids, InstantSource clock) {
    this.routes = routes;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Plans one event.
   *
   * @param wordings those of the event's batch
   * @throws InterruptedException when this worker ends
   */
  PlannedNotification plan(EventRecord event, Lane lane, BatchWording wordings)
      throws InterruptedException {
    Instant now = clock.instant();
    Decision decision = decide(event, wordings, now);
    return new PlannedNotification(
        ids.next(),
        event.tenant(),
        event.source(),
        event.id(),
        event.type(),
        lane,
        event.category(),
        decision.phone(),
        decision.message(),
        decision.state(),
        decision.cause(),
        decision.detail(),
        event.expiresAt(),
        event.acceptedAt(),
        now);
  }

  /** What is sent of a stored notification, cut as its route wants it. */
  SubmitRecord submit(PlannedNotification stored, Message message) {
    return Messages.submit(stored, message, routes.profile(message.route()));
  }

  private Decision decide(EventRecord event, BatchWording wordings, Instant now)
      throws InterruptedException {
    return switch (PhoneNumbers.parse(event.phone())) {
      case PhoneResult.Refused no ->
          Decision.skipped(null, Cause.INVALID_NUMBER, no.problem().advice());
      case PhoneResult.Accepted yes -> worded(event, yes.number(), wordings, now);
    };
  }

  private Decision worded(
      EventRecord event, MobileNumber number, BatchWording wordings, Instant now)
      throws InterruptedException {
    String phone = number.e164();
    Instant expiresAt = event.expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(now)) {
      return new Decision(
          phone, null, State.EXPIRED, Cause.EXPIRED_BEFORE_SUBMISSION, "expired before planning");
    }
    String route = routes.route(number);
    if (route == null) {
      return Decision.skipped(phone, Cause.NO_ROUTE, null);
    }
    return switch (wordings.choose(event.type(), event.templateVersion())) {
      case Choice.Missing none -> Decision.skipped(phone, none.cause(), none.detail());
      case Choice.Found found when !routes.mayCarry(route, found.published(), now) ->
          Decision.skipped(
              phone,
              Cause.NOT_REGISTERED,
              "the carrier of route " + route + " has not approved " + found.published().id());
      case Choice.Found found -> rendered(event, phone, route, found.wording());
    };
  }

  private Decision rendered(EventRecord event, String phone, String route, Renderer wording) {
    RenderResult result =
        wording.render(
            new RenderRequest(
                event.type(), localeOf(event), valuesOf(event), routes.carrierText(route)));
    return switch (result) {
      case NotRendered no -> Decision.skipped(phone, causeOf(no.error()), detailOf(no));
      case Rendered text -> new Decision(phone, message(route, text), State.PLANNED, null, null);
    };
  }

  private static Message message(String route, Rendered text) {
    TemplateRef template =
        new TemplateRef(text.template().id(), text.template().version(), text.template().locale());
    return new Message(
        template,
        route,
        text.segments().encoding().name(),
        text.text(),
        text.segments().count(),
        text.sender());
  }

  private static String localeOf(EventRecord event) {
    return event.recipient().get("locale") instanceof String locale && !locale.isBlank()
        ? locale
        : LOCALE;
  }

  private static Map<String, Object> valuesOf(EventRecord event) {
    Map<String, Object> values = new HashMap<>(event.data());
    values.put("recipient", event.recipient());
    return values;
  }

  private static Cause causeOf(TextError error) {
    return switch (error) {
      case NO_TEMPLATE -> Cause.NO_TEMPLATE;
      case MISSING_VALUE -> Cause.MISSING_VALUE;
      case BAD_VALUE, LINK, REFUSED_CHARACTER -> Cause.BAD_VALUE;
      case TOO_LONG, TOO_MANY_SEGMENTS -> Cause.TEXT_TOO_LONG;
    };
  }

  private static String detailOf(NotRendered no) {
    return no.field().isEmpty() ? no.detail() : no.field() + ": " + no.detail();
  }

  private record Decision(
      @Nullable String phone,
      @Nullable Message message,
      State state,
      @Nullable Cause cause,
      @Nullable String detail) {
    static Decision skipped(@Nullable String phone, Cause cause, @Nullable String detail) {
      return new Decision(phone, null, State.SKIPPED, cause, detail);
    }
  }
}
