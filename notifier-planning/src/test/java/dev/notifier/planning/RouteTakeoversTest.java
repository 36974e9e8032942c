package dev.notifier.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.contracts.routes.RouteTakeover;
import dev.notifier.contracts.routes.RouteTakeover.Messages;
import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.ReplyPlaceholders;
import dev.notifier.templates.TemplateIdentity;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteTakeoversTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final String NUMBER = "+84912345678";

  @Test
  void aRouteTakesAllMessagesUntilTheTime() throws InterruptedException {
    Map<String, RouteTakeover> orders = Map.of("mobi", order(Messages.ALL, 0));

    assertThat(route(orders, Lane.BULK, event("default"), NOW.plusSeconds(59))).isEqualTo("mobi");
    assertThat(route(orders, null, event("default"), NOW)).isEqualTo("mobi");
    assertThat(route(orders, Lane.BULK, event("default"), NOW.plusSeconds(60))).isEqualTo("vina");
  }

  @Test
  void aRouteTakesUrgentMessagesOnly() throws InterruptedException {
    Map<String, RouteTakeover> orders = Map.of("mobi", order(Messages.URGENT, 0));

    assertThat(route(orders, Lane.URGENT, event("default"), NOW)).isEqualTo("mobi");
    assertThat(route(orders, Lane.NORMAL, event("default"), NOW)).isEqualTo("vina");
    assertThat(route(orders, null, event("default"), NOW)).as("an unknown lane").isEqualTo("vina");
  }

  @Test
  void theLatestOrderCounts() throws InterruptedException {
    Map<String, RouteTakeover> orders =
        Map.of("mobi", order(Messages.ALL, -5), "other", order(Messages.URGENT, 0));

    assertThat(route(orders, Lane.URGENT, event("default"), NOW)).isEqualTo("other");
    assertThat(route(orders, Lane.BULK, event("default"), NOW)).isEqualTo("mobi");
  }

  @Test
  void anOrderOfARouteThatCannotTakeMessagesHidesNoOther() throws InterruptedException {
    Map<String, RouteTakeover> orders =
        Map.of(
            "mobi", order(Messages.ALL, -5),
            "trial", order(Messages.ALL, 0),
            "removed", order(Messages.ALL, 1));

    assertThat(route(orders, Lane.NORMAL, event("default"), NOW)).isEqualTo("mobi");
  }

  /** Answers leave from the address that was written to, and tests never reach people. */
  @Test
  void answersAndTestsKeepTheirRoutes() throws InterruptedException {
    Map<String, RouteTakeover> orders = Map.of("mobi", order(Messages.ALL, 0));
    EventRecord answer =
        event("default").withReply(new ReplyOrigin("8079", "vina", new UUID(0, 1)));

    assertThat(route(orders, Lane.NORMAL, answer, NOW)).isEqualTo("vina");
    assertThat(route(orders, Lane.NORMAL, event("default~test"), NOW)).isEqualTo("trial");
    assertThat(route(Map.of("trial", order(Messages.ALL, 0)), Lane.NORMAL, event("default"), NOW))
        .as("a route for tests takes no others")
        .isEqualTo("vina");
  }

  @Test
  void aTemplateThatTheCarrierHasNotApprovedIsSentOverTheOwnRoute() throws InterruptedException {
    Map<String, RouteTakeover> orders = Map.of("strict", order(Messages.ALL, 0));

    assertThat(route(orders, Lane.NORMAL, event("default"), NOW)).isEqualTo("vina");
  }

  @Test
  void aNumberWithoutARouteGetsTheTakeover() throws InterruptedException {
    NotificationPlanner planner =
        new NotificationPlanner(
            RouteSelector.of(
                List.of(traits("vina", "081", false), traits("mobi", "082", false)), ""),
            ReplyPlaceholders.NONE,
            () -> Map.of("mobi", order(Messages.ALL, 0)));

    assertThat(plan(planner, Lane.NORMAL, event("default"), NOW).state().name())
        .isEqualTo("PLANNED");
    assertThat(plan(planner, Lane.NORMAL, event("default"), NOW.plusSeconds(60)).reason())
        .isEqualTo(FailureReason.NO_ROUTE);
  }

  private static RouteTakeover order(Messages messages, int since) {
    return new RouteTakeover(
        messages, NOW.plusSeconds(60), NOW.plusSeconds(since), "user:lan", "slow");
  }

  private static RouteTraits traits(String name, String prefix, boolean strict) {
    return new RouteTraits(name, List.of(prefix), CarrierTextSettings.DEFAULT, strict);
  }

  private static @Nullable String route(
      Map<String, RouteTakeover> orders, @Nullable Lane lane, EventRecord event, Instant now)
      throws InterruptedException {
    RouteTraits trial =
        new RouteTraits("trial", List.of(), CarrierTextSettings.DEFAULT, false, true, List.of());
    RouteTraits vina =
        new RouteTraits(
            "vina", List.of("091"), CarrierTextSettings.DEFAULT, false, false, List.of("8079"));
    RouteSelector routes =
        RouteSelector.of(
            List.of(
                vina,
                traits("mobi", "090", false),
                traits("other", "092", false),
                traits("strict", "093", true),
                trial),
            "");
    NotificationPlanner planner =
        new NotificationPlanner(routes, ReplyPlaceholders.NONE, () -> orders);
    PlanningDecision.Message message = plan(planner, lane, event, now).message();
    return message == null ? null : message.route();
  }

  private static PlanningDecision plan(
      NotificationPlanner planner, @Nullable Lane lane, EventRecord event, Instant now)
      throws InterruptedException {
    return planner.plan(
        event,
        lane,
        null,
        (_, _, _) ->
            new TemplateLookup.Found(
                request ->
                    new Rendered(
                        "text",
                        new TemplateIdentity("x", 1, request.locale()),
                        DiacriticsPolicy.KEEP,
                        (SegmentedText)
                            new Segmenter(10, request.carrier().profile()).segment("text"),
                        null,
                        List.of()),
                new PublishedVersionRecord(
                    PublishedVersionRecord.VERSION, "x", 1, NOW, 1, Map.of())),
        now);
  }

  private static EventRecord event(String tenant) {
    return new EventRecord(
        EventRecord.VERSION,
        tenant,
        "/test",
        "1",
        "card.expiring",
        NOW,
        null,
        NUMBER,
        Map.of("phone", NUMBER),
        Map.of(),
        Category.SERVICE,
        null,
        NOW,
        null,
        null,
        null);
  }
}
