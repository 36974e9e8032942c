package dev.notifier.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.PublishedVersionRecord.Registration;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult.Fault;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.ReplyPlaceholders;
import dev.notifier.templates.TemplateIdentity;
import dev.notifier.templates.TextError;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.template.ShippedRenderer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationPlannerTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final String NUMBER = "+84912345678";
  private static final String TEMPLATE = "card-expiring";

  @Test
  void plansAMessageWithItsSegments() throws InterruptedException {
    String text = "x".repeat(200);
    PlanningDecision decision = plan(event(NUMBER, null), found(text), NOW);

    assertThat(decision.state()).isEqualTo(NotificationState.PLANNED);
    assertThat(decision.phone()).isEqualTo(NUMBER);
    PlanningDecision.Message message = Objects.requireNonNull(decision.message());
    assertThat(message.route()).isEqualTo("vina");
    assertThat(message.segments().encoding()).isEqualTo(Encoding.GSM7);
    assertThat(message.segments().segments()).containsExactly("x".repeat(153), "x".repeat(47));
  }

  /** Intake has parsed the number; planning accepts the parsed form only. */
  @ParameterizedTest
  @ValueSource(strings = {"0912345678", "+84 912345678", "+84212345678", "", "n/a"})
  void skipsARecordWhoseNumberIsNotInE164(String phone) throws InterruptedException {
    PlanningDecision decision = plan(event(phone, null), found("text"), NOW);

    assertThat(decision.state()).isEqualTo(NotificationState.SKIPPED);
    assertThat(decision.reason()).isEqualTo(FailureReason.INVALID_NUMBER);
    assertThat(decision.phone()).isNull();
  }

  /** Whatever else is certain is the reason. */
  @Test
  void skipsAPersonWhoseNumberIsNotKnown() throws InterruptedException {
    EventRecord unknown =
        event("card.expiring", null, Map.of("personRef", "P-1"), Map.of(), NOW.plusSeconds(1));
    PlanningDecision decision = plan(unknown, found("text"), NOW);
    assertThat(decision.state()).isEqualTo(NotificationState.SKIPPED);
    assertThat(decision.reason()).isEqualTo(FailureReason.NO_NUMBER);
    assertThat(decision.pointer()).isEqualTo("/data/recipient");
    assertThat(decision.phone()).isNull();

    assertThat(plan(unknown, found("text"), NOW.plusSeconds(1)).state())
        .isEqualTo(NotificationState.EXPIRED);
    TemplateLookup missing = new TemplateLookup.Missing(FailureReason.NO_TEMPLATE, "publish one");
    assertThat(plan(unknown, missing, NOW).reason()).isEqualTo(FailureReason.NO_TEMPLATE);
  }

  @ParameterizedTest
  @CsvSource({"-1,EXPIRED", "0,EXPIRED", "1,PLANNED"})
  void doesNotSendAtOrAfterTheExpiry(int seconds, NotificationState state)
      throws InterruptedException {
    assertThat(plan(event(NUMBER, NOW.plusSeconds(seconds)), found("text"), NOW).state())
        .isEqualTo(state);
  }

  @Test
  void skipsANumberWithoutRoute() throws InterruptedException {
    assertThat(plan(event("+84861234567", null), found("text"), NOW).reason())
        .isEqualTo(FailureReason.NO_ROUTE);
  }

  @Test
  void reportsWhyThereIsNoTemplate() throws InterruptedException {
    TemplateLookup missing =
        new TemplateLookup.Missing(FailureReason.UNKNOWN_TEMPLATE_VERSION, "pin another version");
    PlanningDecision decision = plan(event(NUMBER, null), missing, NOW);

    assertThat(decision.reason()).isEqualTo(FailureReason.UNKNOWN_TEMPLATE_VERSION);
    assertThat(decision.detail()).isEqualTo("pin another version");
  }

  /** What only operators can change is not the caller's fault, whatever the template lacks. */
  @ParameterizedTest
  @CsvSource({
    "NO_TEMPLATE, VALUES, NO_TEMPLATE, OPERATOR, /data/recipient",
    "NO_TEMPLATE, TEMPLATE, NO_VARIANT, OPERATOR, /data/recipient",
    "NO_TEXT, TEMPLATE, UNUSABLE_TEMPLATE, OPERATOR, /type",
    "NO_TEXT, VALUES, INVALID_VALUE, CALLER, /data",
    "LINK, TEMPLATE, UNUSABLE_TEMPLATE, OPERATOR, /type",
    "LINK, VALUES, INVALID_VALUE, CALLER, /data",
    "UNSUPPORTED_CHARACTER, TEMPLATE, UNUSABLE_TEMPLATE, OPERATOR, /type",
    "UNSUPPORTED_CHARACTER, VALUES, INVALID_VALUE, CALLER, /data",
    "TOO_MANY_SEGMENTS, TEMPLATE, TEMPLATE_TOO_LONG, OPERATOR, /type",
    "TOO_MANY_SEGMENTS, VALUES, TEXT_TOO_LONG, CALLER, /data",
  })
  void theReasonNamesWhoseFaultItIs(
      TextError error, Fault fault, FailureReason reason, FailureReason.Owner owner, String pointer)
      throws InterruptedException {
    TemplateLookup.Found any = (TemplateLookup.Found) found("text");
    TemplateLookup template =
        new TemplateLookup.Found(
            request -> new NotRendered(error, "", "detail", fault), any.published());

    PlanningDecision decision = plan(event(NUMBER, null), template, NOW);

    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(reason.owner()).isEqualTo(owner);
    assertThat(decision.detail()).isEqualTo("detail");
    assertThat(decision.pointer()).isEqualTo(pointer);
  }

  @ParameterizedTest
  @CsvSource({
    "+84812345678,-1,NOT_REGISTERED",
    "+84812345678,0,",
    "+84812345678,60,NOT_REGISTERED"
  })
  void aRouteMayRequireAValidApprovalOfTheTemplate(
      String phone, int seconds, @Nullable FailureReason reason) throws InterruptedException {
    assertThat(plan(event(phone, null), found("text"), NOW.plusSeconds(seconds)).reason())
        .isEqualTo(reason);
  }

  /** What spreadsheets and contact lists leave in names; the message reads as it should. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Lò Thị\tMai",
        "\u202ALò Thị Mai\u202C",
        "Lò Thị\r\nMai",
        "Lò\u2028Thị\u2029Mai",
        "Lò\u00A0Thị\u3000Mai",
        "Lo\u0300 Thi\u0323 Mai\uFE0F",
        "\uFEFFLò Th\u00ADị \u200BMai\u2800",
      })
  void cleansValuesAndTheItemsOfLists(String name) throws InterruptedException {
    PlanningDecision decision =
        plan(incomplete(name, List.of(name, "Bản sao\tCCCD")), shipped(), NOW);

    assertThat(decision.state()).isEqualTo(NotificationState.PLANNED);
    assertThat(Objects.requireNonNull(decision.message()).text())
        .contains("con thieu: Lo Thi Mai, Ban sao CCCD.", "tai Lo Thi Mai.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a\u0007b|officeName: remove the character U+0007, which cannot be sent",
        "evil.com|officeName: remove the link; this template does not allow links",
        "evil。com/x|officeName: remove the link; this template does not allow links",
        "1.2.3.4/x|officeName: remove the link; this template does not allow links",
        "evil.c\u200Bom|officeName: remove the link; this template does not allow links",
      })
  void saysWhatToRemove(String name, String detail) throws InterruptedException {
    PlanningDecision decision = plan(incomplete(name, List.of("CCCD")), shipped(), NOW);

    assertThat(decision.reason()).isEqualTo(FailureReason.INVALID_VALUE);
    assertThat(decision.detail()).isEqualTo(detail);
    assertThat(decision.pointer()).isEqualTo("/data/officeName");
  }

  @Test
  void messagesOfTestsTakeRoutesForTestsOnly() throws InterruptedException {
    List<RouteTraits> live =
        List.of(new RouteTraits("vina", List.of("091"), CarrierTextSettings.DEFAULT, false));
    List<RouteTraits> all =
        List.of(
            live.getFirst(),
            new RouteTraits(
                "a-test", List.of("091"), CarrierTextSettings.DEFAULT, false, true, List.of()));
    EventRecord event = event(NUMBER, null);
    EventRecord test = ofTest(event);

    assertThat(route(all, event)).isEqualTo("vina");
    assertThat(route(all, test)).isEqualTo("a-test");
    assertThat(route(live, event)).isEqualTo("vina");
    PlanningDecision refused =
        new NotificationPlanner(RouteSelector.of(live, "vina"))
            .plan(test, (_, _, _) -> found("text"), NOW);
    assertThat(refused.reason()).isEqualTo(FailureReason.NO_ROUTE);
    assertThat(refused.detail()).contains("test: true");
  }

  @Test
  void anAnswerLeavesFromTheAddressThatThePersonWroteTo() throws InterruptedException {
    EventRecord answer =
        event(NUMBER, null).withReply(new ReplyOrigin("8079", "mobi", new UUID(1, 2)));
    List<RouteTraits> routes = List.of(from("vina", "BHXHVN"), from("mobi", "BHXHVN", "8079"));

    PlanningDecision.Message message =
        Objects.requireNonNull(
            new NotificationPlanner(RouteSelector.of(routes, "vina"))
                .plan(answer, (_, _, _) -> found("text"), NOW)
                .message());
    assertThat(message.sender()).isEqualTo("8079");
    assertThat(message.route()).isEqualTo("mobi");
    assertThat(route(routes, event(NUMBER, null), "vina")).isEqualTo("vina");
  }

  @Test
  void anAnswerFromAnAddressOfNoRouteIsSkippedWithItsReason() throws InterruptedException {
    EventRecord answer =
        event(NUMBER, null).withReply(new ReplyOrigin("8079", "vina", new UUID(1, 2)));

    PlanningDecision decision = plan(answer, found("text"), NOW);

    assertThat(decision.state()).isEqualTo(NotificationState.SKIPPED);
    assertThat(decision.reason()).isEqualTo(FailureReason.NO_ROUTE);
    assertThat(decision.detail()).startsWith("no route may send from 8079;");
  }

  @Test
  void aTextSaysHowToAnswerItsSender() throws InterruptedException {
    ReplyPlaceholders replies = sender -> Map.of("address", "of " + sender);
    RouteSelector routes = RouteSelector.of(List.of(from("vina", "BHXHVN")), "");
    Renderer renderer =
        request ->
            rendered(
                request.withReply(null).data().get("reply")
                    + " "
                    + request.withReply("BHXH").data().get("reply"),
                request);
    NotificationPlanner planner = new NotificationPlanner(routes, replies);
    EventRecord event = event(NUMBER, null);

    assertThat(text(planner, event, renderer)).isEqualTo("{address=of BHXHVN} {address=of BHXH}");
    assertThat(
            text(planner, event.withReply(new ReplyOrigin("8079", null, new UUID(1, 2))), renderer))
        .isEqualTo("{address=of 8079} {address=of 8079}");
  }

  private static String text(NotificationPlanner planner, EventRecord event, Renderer renderer)
      throws InterruptedException {
    return Objects.requireNonNull(planner.plan(event, (_, _, _) -> found(renderer), NOW).message())
        .text();
  }

  private static RouteTraits from(String name, String... senders) {
    return new RouteTraits(
        name, List.of(), CarrierTextSettings.DEFAULT, false, false, List.of(senders));
  }

  private static String route(List<RouteTraits> routes, EventRecord event)
      throws InterruptedException {
    return route(routes, event, "");
  }

  private static String route(List<RouteTraits> routes, EventRecord event, String otherwise)
      throws InterruptedException {
    PlanningDecision decision =
        new NotificationPlanner(RouteSelector.of(routes, otherwise))
            .plan(event, (_, _, _) -> found("text"), NOW);
    return Objects.requireNonNull(decision.message()).route();
  }

  private static PlanningDecision plan(EventRecord event, TemplateLookup template, Instant now)
      throws InterruptedException {
    RouteSelector routes =
        RouteSelector.of(
            List.of(
                new RouteTraits("vina", List.of("091"), CarrierTextSettings.DEFAULT, false),
                new RouteTraits("strict", List.of("081"), CarrierTextSettings.DEFAULT, true)),
            "");
    return new NotificationPlanner(routes).plan(event, (_, _, _) -> template, now);
  }

  /** Renders the text unchanged. The route {@code strict} has approved it for one minute. */
  private static TemplateLookup found(String text) {
    return found(request -> rendered(text, request));
  }

  private static Rendered rendered(String text, RenderRequest request) {
    return new Rendered(
        text,
        new TemplateIdentity(TEMPLATE, 1, request.locale()),
        DiacriticsPolicy.KEEP,
        (SegmentedText) new Segmenter(10, request.carrier().profile()).segment(text),
        null,
        List.of());
  }

  private static TemplateLookup found(Renderer renderer) {
    return new TemplateLookup.Found(
        renderer,
        new PublishedVersionRecord(
            PublishedVersionRecord.VERSION,
            TEMPLATE,
            1,
            NOW,
            1,
            Map.of("strict", new Registration("T-1", NOW, NOW.plusSeconds(60)))));
  }

  private static TemplateLookup shipped() {
    return found(new ShippedRenderer());
  }

  private static EventRecord incomplete(String office, List<String> missing) {
    return event(
        "case.incomplete",
        NUMBER,
        Map.of(),
        Map.of(
            "caseCode",
            "04486.G/2026/08708",
            "missing",
            missing,
            "deadline",
            "2026-12-31",
            "officeName",
            office),
        null);
  }

  private static EventRecord event(String phone, @Nullable Instant expiresAt) {
    return event("card.expiring", phone, Map.of("phone", phone), Map.of(), expiresAt);
  }

  private static EventRecord ofTest(EventRecord event) {
    return new EventRecord(
        event.v(),
        "default~test",
        event.source(),
        event.id(),
        event.type(),
        event.time(),
        event.subject(),
        event.phone(),
        event.recipient(),
        event.data(),
        event.category(),
        event.expiresAt(),
        event.acceptedAt(),
        event.templateVersion(),
        event.bodyDigest(),
        event.hasSecret());
  }

  private static EventRecord event(
      String type,
      @Nullable String phone,
      Map<String, Object> recipient,
      Map<String, Object> data,
      @Nullable Instant expiresAt) {
    return new EventRecord(
        EventRecord.VERSION,
        "default",
        "/test",
        "1",
        type,
        NOW,
        null,
        phone,
        recipient,
        data,
        Category.SERVICE,
        expiresAt,
        NOW,
        null,
        null,
        null);
  }
}
