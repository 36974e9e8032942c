package dev.notifier.api.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.api.problem.Violation;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.kafka.table.TopicNotReadException;
import dev.notifier.planning.PlanningDecision;
import dev.notifier.planning.templates.TemplateTopicRecord;
import dev.notifier.templates.ReplyPlaceholders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalCheckTest {
  private static final Instant NOW = Instant.parse("2026-12-01T02:00:00Z");
  private static final String NUMBER = "+84912345678";

  private final TemplateCatalogCache templates = new TemplateCatalogCache();
  private final RouteSnapshot routes =
      new RouteSnapshot(Set.of("vina", "of-tests"), "", ReplyPlaceholders.NONE);
  private int catchUps;

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "unitName, Cty May An Phát, none",
        "unitName, evil.com/x, /data/unitName invalid-value",
        "unitName, https://evil.com, /data/unitName invalid-value",
        "unitName, '', /data/unitName missing-value",
        "unitName, A\uE000B, /data/unitName invalid-value",
        "unitName, A\u001BB, /data/unitName invalid-value",
        "unitName, A\tB, none",
        "unitName, \u202AA\u202C \u2028B, none",
        "unitName, evil.com, /data/unitName invalid-value",
        "unitName, evil.com?x=1, /data/unitName invalid-value",
        "unitName, evil.com#a, /data/unitName invalid-value",
        "unitName, 203.0.113.7:8080, /data/unitName invalid-value",
        "unitName, evil\u3002com/x, /data/unitName invalid-value",
        "unitName, P.GD/15, none",
        "unitName, S.La/2026, none",
        "unitName, Cty $, /data invalid-value",
        "month, 2026-13, /data/month invalid-value",
        "totalMonths, none, /data/totalMonths missing-value",
      })
  void refusesWhatThePlanStageWouldRefuse(
      String field, @Nullable String value, @Nullable String refusal) {
    routesAreKnown();
    publish(1, "{{ unitName }}, {{ month | month }}, {{ totalMonths }}.");

    assertThat(refusal(event(NUMBER, null, null, field, value))).isEqualTo(refusal);
  }

  @Test
  void refusesTextsThatNeedTooManySegments() {
    routesAreKnown();
    publish(1, "{{ unitName }}");

    assertThat(refusal(event(NUMBER, null, null, "unitName", "😀".repeat(300))))
        .isEqualTo("/data text-too-long");
  }

  @Test
  void namesTheTemplateIfNoValueCouldHelp() {
    routesAreKnown();
    publish(1, "x".repeat(400) + "{{ unitName }}");

    assertThat(refusal(event(NUMBER, null, null, "unitName", "a")))
        .isEqualTo("/type template-too-long");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "-1, /data/expiresAt expired-before-submission",
        "0, /data/expiresAt expired-before-submission",
        "1, none"
      })
  void refusesExpiredEventsAlsoIfNothingElseIsKnown(int seconds, @Nullable String refusal) {
    assertThat(refusal(event(NUMBER, NOW.plusSeconds(seconds), null, "month", "2026-10")))
        .isEqualTo(refusal);
  }

  @Test
  void refusesMissingTemplatesAfterItHasReadTheNewestOnesOnce() {
    routesAreKnown();
    publish(1, "one");
    RefusalCheck check = checks(() -> publish(2, "two")).forRequest();

    assertThat(refusal(check, event(NUMBER, null, 2, "month", "2026-10"))).isNull();
    assertThat(refusal(check, event(NUMBER, null, 3, "month", "2026-10")))
        .isEqualTo("/templateversion unknown-template-version");
    assertThat(catchUps).isOne();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "default, 3, none",
        "default, 1, /templateversion unknown-template-version",
        "lao-cai, 3, none",
        "son-la, 3, /templateversion unknown-template-version",
        "son-la, 1, none",
        "son-la~test, 1, none",
        "son-la~test, 3, /templateversion unknown-template-version",
      })
  void aTenantsOwnTemplateReplacesTheNationalOne(
      String tenant, int version, @Nullable String refusal) {
    routesAreKnown();
    publish(3, "national");
    publish("son-la/contribution-received", 1, "own");

    assertThat(refusal(event(tenant, NUMBER, null, version, "month", "2026-10")))
        .isEqualTo(refusal);
  }

  @Test
  void refusesATypeWithoutAPublishedTemplate() {
    routesAreKnown();
    templates.changed("other/published", published("other", 1));
    templates.completed();

    assertThat(refusal(event(NUMBER, null, null, "month", "2026-10")))
        .isEqualTo("/type no-template");
  }

  @Test
  void acceptsNumbersWhoseRouteDependsOnTheirCarrier() {
    RouteSnapshot two = new RouteSnapshot(Set.of("vina", "mobi"), "", ReplyPlaceholders.NONE);
    publish(1, "text");
    EventRecord event = event("+84861234567", null, null, "month", "2026-10");
    RefusalChecks checks = new RefusalChecks(EventTypeRegistry.shipped(), two, templates, _ -> {});
    two.changed("vina", route("vina", "091"));
    two.changed("mobi", route("mobi", "090"));

    assertThat(refusal(checks.forRequest(), event)).as("it may be ported").isNull();
    PlanningDecision preview = checks.forRequest().decision(event, Lane.BULK, NOW);
    assertThat(preview)
        .as("by its prefix")
        .extracting(PlanningDecision::reason)
        .isEqualTo(FailureReason.NO_ROUTE);
  }

  @Test
  void refusesNumbersWithoutRouteOnlyIfAllRoutesAreKnown() {
    RouteSnapshot two = new RouteSnapshot(Set.of("vina", "mobi"), "", ReplyPlaceholders.NONE);
    publish(1, "text");
    EventRecord event = event("default~test", NUMBER, null, null, "month", "2026-10");
    RefusalChecks checks = new RefusalChecks(EventTypeRegistry.shipped(), two, templates, _ -> {});

    two.changed("vina", route("vina", "091"));
    assertThat(refusal(checks.forRequest(), event)).isNull();
    two.changed("mobi", route("mobi", "090"));
    assertThat(refusal(checks.forRequest(), event)).isEqualTo(" no-test-route");
  }

  @Test
  void acceptsWhatItCannotDecide() {
    EventRecord link = event(NUMBER, null, null, "unitName", "evil.com/x");
    assertThat(refusal(link)).as("nothing is known").isNull();

    routesAreKnown();
    assertThat(refusal(link)).as("no template is known").isNull();

    publish(1, "{{ unclosed");
    assertThat(refusal(link)).as("the template does not compile here").isNull();

    publish(2, "{{ unitName }}");
    EventRecord pinned = event(NUMBER, null, 9, "unitName", "x");
    RefusalChecks behind =
        checks(() -> {
          throw new TopicNotReadException("t", Duration.ofSeconds(1), null);
        });
    assertThat(refusal(behind.forRequest(), pinned)).as("the topic cannot be read").isNull();
  }

  @Test
  void acceptsWhatWouldNeedFurtherWaitingWhenEnoughRequestsWait() {
    routesAreKnown();
    publish(1, "one");
    EventRecord pinned = event(NUMBER, null, 9, "month", "2026-10");
    List<RefusalChecks> shared = new ArrayList<>();
    List<String> nested = new ArrayList<>();
    // While a request waits, the next one arrives.
    shared.add(
        checks(() -> nested.add(String.valueOf(refusal(shared.getFirst().forRequest(), pinned)))));

    assertThat(refusal(shared.getFirst().forRequest(), pinned))
        .isEqualTo("/templateversion unknown-template-version");
    assertThat(catchUps).isEqualTo(RefusalChecks.MAX_WAITING);
    assertThat(nested.getFirst()).as("the one too many").isEqualTo("null");
    assertThat(nested.subList(1, nested.size()))
        .containsOnly("/templateversion unknown-template-version");
  }

  private RefusalChecks checks(Runnable catchUp) {
    return new RefusalChecks(
        EventTypeRegistry.shipped(),
        routes,
        templates,
        _ -> {
          catchUps++;
          catchUp.run();
        });
  }

  private @Nullable String refusal(EventRecord event) {
    return refusal(checks(() -> {}).forRequest(), event);
  }

  private static @Nullable String refusal(RefusalCheck check, EventRecord event) {
    Violation violation = check.refusal(event, Lane.NORMAL, NOW);
    return violation == null ? null : violation.pointer() + " " + violation.code().id();
  }

  private void routesAreKnown() {
    routes.changed("vina", route("vina", "091"));
    routes.changed("of-tests", route("of-tests", "091", true));
    routes.changed("removed", route("removed", "086"));
  }

  private static RouteRecord route(String name, String prefix) {
    return route(name, prefix, false);
  }

  private static RouteRecord route(String name, String prefix, boolean test) {
    String spec =
        """
        {"host":"smsc.example","port":2775,"prefixes":["%s"],"test":%s,
         "message":{"alphabet":"GSM7","concatenation":"UDH8","rejectedCharacters":"$"}}
        """
            .formatted(prefix, test);
    RouteConfig config = RecordJson.read(spec.getBytes(StandardCharsets.UTF_8), RouteConfig.class);
    return new RouteRecord(RouteRecord.VERSION, name, 1, config, false, 0);
  }

  private void publish(int version, String text) {
    publish("contribution-received", version, text);
  }

  private void publish(String fullName, int version, String text) {
    Map<String, Object> source =
        Map.of(
            "id", "contribution-received",
            "eventType", "contribution.received",
            "diacritics", "strip",
            "maxSegments", 2,
            "links", "refuse",
            "variants", List.of(Map.of("locale", "vi", "text", text)));
    TemplateRecord template = new TemplateRecord(TemplateRecord.VERSION, fullName, version, source);
    templates.changed(template.key(), new TemplateTopicRecord.Version(template));
    templates.changed(fullName + "/published", published(fullName, version));
    templates.completed();
  }

  private static TemplateTopicRecord published(String id, int version) {
    return new TemplateTopicRecord.Published(
        new PublishedVersionRecord(
            PublishedVersionRecord.VERSION, id, version, NOW, version, Map.of()));
  }

  private static EventRecord event(
      String phone,
      @Nullable Instant expiresAt,
      @Nullable Integer templateVersion,
      String field,
      @Nullable String value) {
    return event("default", phone, expiresAt, templateVersion, field, value);
  }

  private static EventRecord event(
      String tenant,
      String phone,
      @Nullable Instant expiresAt,
      @Nullable Integer templateVersion,
      String field,
      @Nullable String value) {
    Map<String, Object> data = new HashMap<>();
    data.putAll(Map.of("unitName", "Cty", "month", "2026-10", "totalMonths", 12));
    data.put(field, value);
    return new EventRecord(
        EventRecord.VERSION,
        tenant,
        "/test",
        "1",
        "contribution.received",
        NOW,
        null,
        phone,
        Map.of("phone", phone),
        data,
        Category.SERVICE,
        expiresAt,
        NOW,
        templateVersion,
        null,
        null);
  }
}
