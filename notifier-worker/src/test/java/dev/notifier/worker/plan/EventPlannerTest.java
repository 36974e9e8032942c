package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.PublishedVersionRecord.Registration;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.planning.RouteSelector;
import dev.notifier.planning.RouteTraits;
import dev.notifier.planning.TemplateLookup;
import dev.notifier.planning.templates.TemplateSnapshot;
import dev.notifier.store.plan.PlannedNotification;
import dev.notifier.store.plan.PlannedNotification.Message;
import dev.notifier.store.plan.StoredPlan;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.TextError;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.WireProfile;
import dev.notifier.worker.plan.EventPlanner.Plan;
import dev.notifier.worker.templates.BatchTemplates;
import dev.notifier.worker.templates.SingleTemplate;
import dev.notifier.worker.templates.TemplateProvider;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EventPlannerTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final UUID ID = UUID.fromString("019aa5e3-3000-7123-8a5b-0123456789ab");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final RouteSelector ROUTES =
      routes(Map.of("viettel", "086", "vina", "091"), "other");

  @ParameterizedTest
  @CsvSource({"+84861234567,viettel", "+84912345678,vina", "+84701234567,other"})
  void thePrefixSelectsTheRoute(String phone, String route) {
    assertThat(message(plan(text("x"), ROUTES, event(phone, null), Lane.BULK)).route())
        .isEqualTo(route);
  }

  @Test
  void aNumberWithoutARouteIsSkipped() {
    RouteSelector withoutDefault = routes(Map.of("viettel", "086", "vina", "091"), "");
    PlannedNotification planned =
        plan(text("x"), withoutDefault, event("+84701234567", null), Lane.BULK);
    assertThat(planned.state()).isEqualTo(NotificationState.SKIPPED);
    assertThat(planned.reason()).isEqualTo(FailureReason.NO_ROUTE);
    assertThat(planned.phone()).isEqualTo("+84701234567");
  }

  @ParameterizedTest
  @CsvSource({"0,EXPIRED", "-1,EXPIRED", "1,PLANNED"})
  void anEventIsNotSentFromItsExpiryOn(long seconds, NotificationState state) {
    PlannedNotification planned =
        plan(text("x"), ROUTES, event("+84861234567", NOW.plusSeconds(seconds)), Lane.URGENT);
    assertThat(planned.state()).isEqualTo(state);
    assertThat(planned.reason())
        .isEqualTo(
            state == NotificationState.EXPIRED ? FailureReason.EXPIRED_BEFORE_SUBMISSION : null);
  }

  @ParameterizedTest
  @CsvSource({
    "NO_TEMPLATE,NO_TEMPLATE",
    "MISSING_VALUE,MISSING_VALUE",
    "INVALID_VALUE,INVALID_VALUE",
    "LINK,INVALID_VALUE",
    "UNSUPPORTED_CHARACTER,INVALID_VALUE",
    "TOO_LONG,TEXT_TOO_LONG",
    "TOO_MANY_SEGMENTS,TEXT_TOO_LONG"
  })
  void aTextErrorIsTheReason(TextError error, FailureReason reason) {
    Renderer renderer = request -> new NotRendered(error, "recipient.fullName", "add it");
    PlannedNotification planned = plan(renderer, ROUTES, event("+84861234567", null), Lane.NORMAL);
    assertThat(planned.state()).isEqualTo(NotificationState.SKIPPED);
    assertThat(planned.reason()).isEqualTo(reason);
    assertThat(planned.detail()).isEqualTo("recipient.fullName: add it");
    assertThat(planned.message()).isNull();
  }

  @Test
  void aTextWithTooManySegmentsIsSkipped() {
    PlannedNotification planned =
        plan(text("x".repeat(10 * 153 + 1)), ROUTES, event("+84861234567", null), Lane.NORMAL);
    assertThat(planned.reason()).isEqualTo(FailureReason.TEXT_TOO_LONG);
    assertThat(planned.detail()).isEqualTo("11 segments, at most 10 are allowed");
  }

  @Test
  void theSegmentsOfALongTextMakeTheStoredText() {
    String body = "ế" + "x".repeat(100);
    Plan plan = planWithSegments(text(body), ROUTES);
    SubmitRecord submit = submit(plan, ROUTES);
    assertThat(message(plan.notification()).segments()).isEqualTo(2);
    assertThat(submit.encoding()).isEqualTo("UCS2");
    assertThat(submit.pending()).containsExactly(1, 2);
    assertThat(submit.texts()).containsExactly("ế" + "x".repeat(66), "x".repeat(34));
    assertThat(submit.reference()).isEqualTo((int) ID.getLeastSignificantBits() & 0xFF);
  }

  @ParameterizedTest
  @CsvSource({
    // alphabet, concatenation, letters, segments, encoding
    "GSM7, UDH8, 306, 2, GSM7",
    "GSM7, UDH16, 306, 3, GSM7",
    "LATIN1, UDH8, 306, 3, LATIN1",
    "GSM7_PACKED, SAR, 306, 2, GSM7_PACKED",
    "ASCII, PAYLOAD, 306, 1, ASCII",
  })
  void aTextIsSegmentedForItsRoute(
      Encoding alphabet, Concatenation concatenation, int letters, int segments, String encoding) {
    RouteSelector routes =
        ConfiguredRoutes.selector(
            Map.of(
                "r",
                route(
                    Map.of(
                        "message.alphabet", alphabet.name(),
                        "message.concatenation", concatenation.name()))),
            "");

    Plan plan = planWithSegments(text("x".repeat(letters)), routes);
    SubmitRecord submit = submit(plan, routes);

    Message message = message(plan.notification());
    assertThat(message.encoding()).isEqualTo(encoding);
    assertThat(message.segments()).isEqualTo(segments);
    assertThat(submit.encoding()).isEqualTo(encoding);
    assertThat(submit.texts()).hasSize(segments);
    assertThat(submit.pending()).hasSize(segments);
    boolean longReference =
        concatenation == Concatenation.UDH16 || concatenation == Concatenation.SAR;
    int id = (int) ID.getLeastSignificantBits();
    assertThat(submit.reference()).isEqualTo(longReference ? id & 0xFFFF : id & 0xFF);
    assertThat(PlanRecords.segment(message, routes.profile("r")))
        .as("segments of a replay")
        .isEqualTo(plan.segments());
  }

  @Test
  void theProfileOfARouteComesFromItsConfiguration() {
    RouteConfig route =
        route(
            Map.of(
                "message.alphabet", "latin1",
                "message.concatenation", "sar",
                "message.rejected-characters", "&%"));

    RouteSelector routes = ConfiguredRoutes.selector(Map.of("r", route), "");

    assertThat(routes.profile("r")).isEqualTo(new WireProfile(Encoding.LATIN1, Concatenation.SAR));
    assertThat(routes.carrierText("r").unsupportedCharacters()).isEqualTo("&%");
    assertThat(routes.profile("gone")).isEqualTo(WireProfile.DEFAULT);
  }

  @Test
  void theTextIsRenderedInTheRecipientsLanguage() {
    List<RenderRequest> requests = new ArrayList<>();
    Renderer renderer =
        request -> {
          requests.add(request);
          return text("x").render(request);
        };
    plan(renderer, ROUTES, event("+84861234567", null), Lane.NORMAL);
    assertThat(requests.getFirst().locale()).isEqualTo("rad");
    assertThat(requests.getFirst().data().get("recipient"))
        .isEqualTo(Map.of("locale", "rad", "fullName", "Y Moan"));
    assertThat(requests.getFirst().data().get("n")).isEqualTo(1);
    assertThat(requests.getFirst().carrier()).isEqualTo(CarrierTextSettings.DEFAULT);
  }

  @Test
  void theSenderOfTheTemplateIsStoredAndSent() {
    Renderer renderer =
        request ->
            text("x").render(request) instanceof Rendered rendered
                ? new Rendered(
                    rendered.text(),
                    rendered.template(),
                    rendered.diacritics(),
                    rendered.segmentedText(),
                    "BHXH",
                    List.of())
                : text("x").render(request);

    Plan plan = planWithSegments(renderer, ROUTES);

    assertThat(message(plan.notification()).sender()).isEqualTo("BHXH");
    assertThat(submit(plan, ROUTES).sender()).isEqualTo("BHXH");
  }

  @Test
  void aRouteMayRequireRegisteredTemplates() throws InterruptedException {
    RouteSelector routes =
        ConfiguredRoutes.selector(
            Map.of("r", route(Map.of("registered-templates", "required"))), "");

    assertThat(registered(routes, Map.of()).reason()).isEqualTo(FailureReason.NOT_REGISTERED);
    assertThat(registered(routes, Map.of("other", new Registration("1", null, null))).reason())
        .isEqualTo(FailureReason.NOT_REGISTERED);
    assertThat(registered(routes, Map.of("r", new Registration("1", null, NOW))).reason())
        .isEqualTo(FailureReason.NOT_REGISTERED);
    assertThat(registered(routes, Map.of("r", new Registration("1", null, null))).state())
        .isEqualTo(NotificationState.PLANNED);
    assertThat(registered(ROUTES, Map.of()).state()).isEqualTo(NotificationState.PLANNED);
  }

  @Test
  void anEventWithoutATemplateIsSkipped() throws InterruptedException {
    TemplateLookup missing =
        new TemplateLookup.Missing(
            FailureReason.UNKNOWN_TEMPLATE_VERSION, "pin another version or none");
    PlannedNotification planned = plan(ROUTES, (_, _, _) -> missing);

    assertThat(planned.state()).isEqualTo(NotificationState.SKIPPED);
    assertThat(planned.reason()).isEqualTo(FailureReason.UNKNOWN_TEMPLATE_VERSION);
    assertThat(planned.detail()).isEqualTo("pin another version or none");
  }

  private static PlannedNotification registered(
      RouteSelector routes, Map<String, Registration> registrations) throws InterruptedException {
    PublishedVersionRecord published = new PublishedVersionRecord(1, "t", 1, NOW, 1, registrations);
    return plan(routes, (_, _, _) -> new TemplateLookup.Found(text("x"), published));
  }

  private static PlannedNotification plan(RouteSelector routes, TemplateSnapshot snapshot)
      throws InterruptedException {
    TemplateProvider provider =
        new TemplateProvider() {
          @Override
          public TemplateSnapshot current() {
            return snapshot;
          }

          @Override
          public TemplateSnapshot upToDate() {
            return snapshot;
          }
        };
    return planner(routes)
        .plan(
            event("+84861234567", null),
            Lane.NORMAL,
            new EventPlanner.Batch(new BatchTemplates(provider), AdvertisingCheck.NONE, Map.of()),
            false)
        .notification();
  }

  private static PlannedNotification plan(
      Renderer renderer, RouteSelector routes, EventRecord event, Lane lane) {
    return planWithSegments(renderer, routes, event, lane).notification();
  }

  private static Plan planWithSegments(Renderer renderer, RouteSelector routes) {
    return planWithSegments(renderer, routes, event("+84861234567", null), Lane.NORMAL);
  }

  private static Plan planWithSegments(
      Renderer renderer, RouteSelector routes, EventRecord event, Lane lane) {
    try {
      return planner(routes)
          .plan(
              event,
              lane,
              new EventPlanner.Batch(
                  new BatchTemplates(new SingleTemplate(renderer)),
                  AdvertisingCheck.NONE,
                  Map.of()),
              false);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static SubmitRecord submit(Plan plan, RouteSelector routes) {
    Message message = message(plan.notification());
    return PlanRecords.submit(
        new StoredPlan(ID, plan.notification()),
        message,
        Objects.requireNonNull(plan.segments()),
        routes.profile(message.route()).concatenation(),
        plan.about(),
        null);
  }

  private static RouteSelector routes(Map<String, String> prefixByRoute, String defaultRoute) {
    return RouteSelector.of(
        prefixByRoute.entrySet().stream()
            .map(route ->
                new RouteTraits(
                    route.getKey(), List.of(route.getValue()), CarrierTextSettings.DEFAULT, false))
            .toList(),
        defaultRoute);
  }

  private static EventPlanner planner(RouteSelector routes) {
    return new EventPlanner(routes, SubjectDigest.of("key"), CLOCK);
  }

  private static RouteConfig route(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("", RouteConfig.class);
  }

  private static Renderer text(String text) {
    return FixedTextRenderer.of(text);
  }

  private static Message message(PlannedNotification planned) {
    return Objects.requireNonNull(planned.message());
  }

  private static EventRecord event(String phone, @Nullable Instant expiresAt) {
    return new EventRecord(
        EventRecord.VERSION,
        "tenant",
        "/source",
        "id",
        "card.expiring",
        NOW,
        null,
        phone,
        Map.of("locale", "rad", "fullName", "Y Moan"),
        Map.of("n", 1),
        Category.SERVICE,
        expiresAt,
        NOW,
        null,
        null,
        null);
  }
}
