package dev.notifier.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.PublishedVersionRecord.Registration;
import dev.notifier.contracts.origin.TestedTemplate;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.template.ShippedRenderer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TestedTemplateLookupTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final String NUMBER = "+84912345678";
  private static final TemplateLookup NOTHING =
      new TemplateLookup.Missing(FailureReason.NO_TEMPLATE, "publish one");

  @Test
  void aTestHasTheTextOfItsOwnTemplate() throws InterruptedException {
    PlanningDecision decision =
        plan(
            event(TestedTemplate.SOURCE, "Số {{ code }}\nCảm ơn  {{ recipient.fullName }}"),
            NOTHING);

    PlanningDecision.Message message = Objects.requireNonNull(decision.message());
    assertThat(message.text()).isEqualTo("So C1\nCam on  Lan");
    assertThat(message.template().id()).isEqualTo("son-la/notice-due");
    assertThat(message.template().version()).isEqualTo(TestedTemplate.DRAFT);
    assertThat(decision.phone()).isEqualTo(NUMBER);
  }

  @Test
  void aTestOfATemplateWithErrorsIsNotSent() throws InterruptedException {
    PlanningDecision decision = plan(event(TestedTemplate.SOURCE, "{{ code"), NOTHING);

    assertThat(decision.reason()).isEqualTo(FailureReason.UNUSABLE_TEMPLATE);
    assertThat(decision.message()).isNull();
  }

  /** Callers cannot send with this source. */
  @Test
  void anEventOfAnotherSourceIsNoTest() throws InterruptedException {
    assertThat(plan(event("/portal", "Số {{ code }}"), NOTHING).reason())
        .isEqualTo(FailureReason.NO_TEMPLATE);
  }

  @Test
  void aRouteThatCarriesApprovedTemplatesOnlyCarriesTheirTests() throws InterruptedException {
    EventRecord event = event(TestedTemplate.SOURCE, "Số {{ code }}");
    RouteTraits strict = new RouteTraits("strict", List.of(), CarrierTextSettings.DEFAULT, true);

    assertThat(plan(event, NOTHING, strict).reason()).isEqualTo(FailureReason.NOT_REGISTERED);
    assertThat(plan(event, approved("notice-due"), strict).reason())
        .as("that of another tenant")
        .isEqualTo(FailureReason.NOT_REGISTERED);
    assertThat(plan(event, approved("son-la/notice-due"), strict).reason()).isNull();
  }

  private static TemplateLookup approved(String template) {
    return new TemplateLookup.Found(
        new ShippedRenderer(),
        new PublishedVersionRecord(
            PublishedVersionRecord.VERSION,
            template,
            1,
            NOW,
            1,
            Map.of("strict", new Registration("T-1", null, null))));
  }

  private static PlanningDecision plan(EventRecord event, TemplateLookup published)
      throws InterruptedException {
    return plan(
        event, published, new RouteTraits("vina", List.of(), CarrierTextSettings.DEFAULT, false));
  }

  private static PlanningDecision plan(
      EventRecord event, TemplateLookup published, RouteTraits route) throws InterruptedException {
    return new NotificationPlanner(RouteSelector.of(List.of(route), ""))
        .plan(event, (_, _, _) -> published, NOW);
  }

  private static EventRecord event(String source, String text) {
    Map<String, Object> template =
        Map.of(
            "id", "notice-due",
            "eventType", "notice.due",
            "diacritics", "strip",
            "maxSegments", 2,
            "links", "refuse",
            "variants", List.of(Map.of("locale", "vi", "text", text)));
    Map<String, Object> values =
        Map.of("code", "C1", "recipient", Map.of("fullName", "Lan", "locale", "vi"));
    return new EventRecord(
        EventRecord.VERSION,
        "son-la",
        source,
        "1",
        TestedTemplate.TYPE,
        NOW,
        null,
        NUMBER,
        Map.of("phone", NUMBER),
        new TestedTemplate("son-la/notice-due", TestedTemplate.DRAFT, template, values).data(),
        Category.SERVICE,
        NOW.plusSeconds(60),
        NOW,
        null,
        null,
        null);
  }
}
