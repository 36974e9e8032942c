package dev.notifier.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.Encoding;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.template.ShippedRenderer;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventFactoryTest {
  private static final ShippedRenderer RENDERER = new ShippedRenderer();
  private static final OffsetDateTime TIME = OffsetDateTime.parse("2026-12-01T08:00:00+07:00");
  private static final int MANY = 30_000;

  @Test
  void everyEventHasItsOwnIdNumberAndText() {
    var ids = new HashSet<String>();
    var numbers = new HashSet<String>();
    var texts = new HashSet<String>();
    for (var event : events(7)) {
      ids.add(event.path("id").asString());
      numbers.add(phone(event));
      texts.add(text(event));
    }
    assertThat(ids).hasSize(MANY);
    assertThat(numbers).hasSize(MANY);
    assertThat(texts).hasSize(MANY);
  }

  @Test
  void everyTextIsOneSegmentAndEveryNumberIsValid() {
    var segmenter = new Segmenter();
    for (var event : events(99_999_999)) {
      assertThat(PhoneNumberParser.parse(phone(event)))
          .isInstanceOfSatisfying(
              PhoneNumberResult.Accepted.class,
              number -> assertThat(number.unknownRange()).isFalse());
      assertThat(segmenter.segment(text(event)))
          .isInstanceOfSatisfying(
              SegmentedText.class,
              segments -> {
                assertThat(segments.encoding()).isEqualTo(Encoding.GSM7);
                assertThat(segments.segments()).hasSize(1);
              });
    }
  }

  @Test
  void numbersAreSpreadOverAllNetworks() {
    var prefixes = new HashSet<String>();
    for (var event : events(0)) {
      prefixes.add(phone(event).substring(0, 3));
    }
    assertThat(prefixes).contains("096", "091", "090", "056").hasSizeGreaterThan(15);
  }

  @Test
  void anotherSaltGivesOtherTexts() {
    var first = text(event("r1", 1, 5));
    assertThat(text(event("r2", 2, 5))).isNotEqualTo(first);
    assertThat(text(event("r3", 1, 5))).isEqualTo(first);
    assertThat(event("r2", 1, 5).path("source").asString()).isEqualTo("/bench/r2");
  }

  @Test
  void theLastEventOfTheLongestRunIsValid() {
    var last = event("r1", 99_999_999, LoadOptions.MAX_MESSAGES - 1);
    assertThat(last.path("data").path("cardNo").asString()).matches("[A-Z]{2}[1-5][0-9]{12}");
    assertThat(phone(last)).matches("0[0-9]{9}");
    assertThat(last.path("time").asString()).isEqualTo("2026-12-01T08:00:00+07:00");
    assertThat(last.path("data").path("validTo").asString()).isEqualTo("2026-12-31");
  }

  private static JsonNode event(String run, long salt, int index) {
    var factory = new EventFactory(run, TIME, salt);
    return JsonMapper.shared().readTree(factory.batch(List.of(index))).path(0);
  }

  private static Iterable<JsonNode> events(long salt) {
    var factory = new EventFactory("r1", TIME, salt);
    return JsonMapper.shared()
        .readTree(factory.batch(IntStream.range(0, MANY).boxed().toList()))
        .values();
  }

  private static String phone(JsonNode event) {
    return event.path("data").path("recipient").path("phone").asString();
  }

  @SuppressWarnings("unchecked")
  private static String text(JsonNode event) {
    Map<String, Object> data = JsonMapper.shared().convertValue(event.path("data"), Map.class);
    var rendered =
        RENDERER.render(
            new RenderRequest("card.expiring", "vi", data, CarrierTextSettings.DEFAULT));
    assertThat(rendered).isInstanceOf(Rendered.class);
    return ((Rendered) rendered).text();
  }
}
