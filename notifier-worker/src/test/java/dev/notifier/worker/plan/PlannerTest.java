package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.Cause;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.State;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.config.RouteConfig;
import dev.notifier.store.PlannedNotification;
import dev.notifier.store.PlannedNotification.Message;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult.NotRendered;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.TextError;
import dev.notifier.templates.sms.CarrierText;
import dev.notifier.templates.sms.Concatenation;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.WireProfile;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PlannerTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final RouteTable ROUTES =
      new RouteTable(Map.of("086", "viettel", "091", "vina"), "other");

  @ParameterizedTest
  @CsvSource({"+84861234567,viettel", "+84912345678,vina", "+84701234567,other"})
  void theRouteFollowsFromThePrefix(String phone, String route) {
    assertThat(message(planner(text("x"), ROUTES).plan(event(phone, null), Lane.BULK)).route())
        .isEqualTo(route);
  }

  @Test
  void withoutADefaultANumberThatNobodyClaimsIsSkipped() {
    RouteTable claimed = new RouteTable(Map.of("086", "viettel"), null);
    PlannedNotification planned =
        planner(text("x"), claimed).plan(event("+84912345678", null), Lane.BULK);
    assertThat(planned.state()).isEqualTo(State.SKIPPED);
    assertThat(planned.cause()).isEqualTo(Cause.NO_ROUTE);
    assertThat(planned.phone()).isEqualTo("+84912345678");
  }

  @ParameterizedTest
  @CsvSource({"0,EXPIRED", "-1,EXPIRED", "1,PLANNED"})
  void anEventIsWorthlessFromItsExpiryOn(long seconds, State state) {
    PlannedNotification planned =
        planner(text("x"), ROUTES)
            .plan(event("+84861234567", NOW.plusSeconds(seconds)), Lane.URGENT);
    assertThat(planned.state()).isEqualTo(state);
    assertThat(planned.cause())
        .isEqualTo(state == State.EXPIRED ? Cause.EXPIRED_BEFORE_SUBMISSION : null);
  }

  @ParameterizedTest
  @CsvSource({
    "NO_TEMPLATE,NO_TEMPLATE",
    "MISSING_VALUE,MISSING_VALUE",
    "BAD_VALUE,BAD_VALUE",
    "LINK,BAD_VALUE",
    "REFUSED_CHARACTER,BAD_VALUE",
    "TOO_LONG,TEXT_TOO_LONG",
    "TOO_MANY_SEGMENTS,TEXT_TOO_LONG"
  })
  void aTextErrorIsACause(TextError error, Cause cause) {
    Renderer renderer = request -> new NotRendered(error, "recipient.fullName", "add it");
    PlannedNotification planned =
        planner(renderer, ROUTES).plan(event("+84861234567", null), Lane.NORMAL);
    assertThat(planned.state()).isEqualTo(State.SKIPPED);
    assertThat(planned.cause()).isEqualTo(cause);
    assertThat(planned.detail()).isEqualTo("recipient.fullName: add it");
    assertThat(planned.message()).isNull();
  }

  @Test
  void aTextOfTooManySegmentsIsSkipped() {
    PlannedNotification planned =
        planner(text("x".repeat(10 * 153 + 1)), ROUTES)
            .plan(event("+84861234567", null), Lane.NORMAL);
    assertThat(planned.cause()).isEqualTo(Cause.TEXT_TOO_LONG);
    assertThat(planned.detail()).isEqualTo("11 segments, at most 10 are allowed");
  }

  @Test
  void aLongTextTravelsInNumberedPartsThatMakeTheStoredText() {
    String body = "ế" + "x".repeat(100);
    PlannedNotification planned =
        planner(text(body), ROUTES).plan(event("+84861234567", null), Lane.NORMAL);
    SubmitRecord submit = planner(text(body), ROUTES).submit(planned, message(planned));
    assertThat(message(planned).segments()).isEqualTo(2);
    assertThat(submit.encoding()).isEqualTo("UCS2");
    assertThat(submit.parts()).containsExactly(1, 2);
    assertThat(String.join("", submit.texts())).isEqualTo(body);
    assertThat(submit.reference()).isBetween(0, 255);
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
  void aTextIsCutAsItsRouteWantsIt(
      Encoding alphabet, Concatenation concatenation, int letters, int segments, String encoding) {
    RouteTable routes =
        new RouteTable(Map.of(), "r", Map.of("r", new WireProfile(alphabet, concatenation)));
    Planner planner = planner(text("x".repeat(letters)), routes);

    PlannedNotification planned = planner.plan(event("+84861234567", null), Lane.NORMAL);
    SubmitRecord submit = planner.submit(planned, message(planned));

    assertThat(message(planned).encoding()).isEqualTo(encoding);
    assertThat(message(planned).segments()).isEqualTo(segments);
    assertThat(submit.encoding()).isEqualTo(encoding);
    assertThat(submit.texts()).hasSize(segments);
    assertThat(submit.parts()).hasSize(segments);
    boolean longReference =
        concatenation == Concatenation.UDH16 || concatenation == Concatenation.SAR;
    int id = (int) planned.id().getLeastSignificantBits();
    assertThat(submit.reference()).isEqualTo(longReference ? id & 0xFFFF : id & 0xFF);
  }

  @Test
  void theProfileOfARouteComesFromItsConfiguration() {
    RouteConfig route =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("message.alphabet", "latin1", "message.concatenation", "sar")))
            .bindOrCreate("", RouteConfig.class);

    RouteTable routes = RouteTable.of(Map.of("r", route), "");

    assertThat(routes.profile("r")).isEqualTo(new WireProfile(Encoding.LATIN1, Concatenation.SAR));
    assertThat(routes.profile("gone")).isEqualTo(WireProfile.USUAL);
  }

  @Test
  void theWordingIsAskedForInTheRecipientsLanguage() {
    List<RenderRequest> asked = new ArrayList<>();
    Renderer renderer =
        request -> {
          asked.add(request);
          return text("x").render(request);
        };
    planner(renderer, ROUTES).plan(event("+84861234567", null), Lane.NORMAL);
    assertThat(asked.getFirst().locale()).isEqualTo("rad");
    assertThat(asked.getFirst().data().get("recipient"))
        .isEqualTo(Map.of("locale", "rad", "fullName", "Y Moan"));
    assertThat(asked.getFirst().data().get("n")).isEqualTo(1);
    assertThat(asked.getFirst().carrier()).isEqualTo(CarrierText.USUAL);
  }

  private static Planner planner(Renderer renderer, RouteTable routes) {
    return new Planner(renderer, routes, new NotificationIds(CLOCK, new Random(1)), CLOCK);
  }

  private static Renderer text(String text) {
    return TextRenderer.of(text);
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
        NOW);
  }
}
