package dev.notifier.local.chaos.posting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Lane;
import dev.notifier.numbers.PhoneNumberParser;
import dev.notifier.numbers.PhoneNumberResult;
import dev.notifier.templates.RenderRequest;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.templates.template.ShippedRenderer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChaosEventsTest {
  private static final ShippedRenderer RENDERER = new ShippedRenderer();
  private static final int MANY = 3_000;
  private static final Pattern MARKED = Pattern.compile("09(77|14).*");
  private final ChaosEvents events = new ChaosEvents("r", 7, true);

  @Test
  void eventsHaveShortLongAndUcs2TextsAndTheirOwnNumbers() {
    var numbers = new HashSet<String>();
    var forms = new TreeSet<String>();
    var segmenter = new Segmenter();
    for (var event : read(IntStream.range(0, MANY).boxed().toList())) {
      var phone = event.path("data").path("recipient").path("phone").asString();
      assertThat(PhoneNumberParser.parse(phone)).isInstanceOf(PhoneNumberResult.Accepted.class);
      numbers.add(phone);
      assertThat(segmenter.segment(text(event)))
          .isInstanceOfSatisfying(
              SegmentedText.class,
              segments ->
                  forms.add(
                      segments.encoding() + (segments.segments().size() > 1 ? " long" : " short")));
    }
    assertThat(numbers).hasSize(MANY);
    assertThat(forms).contains("GSM7 short", "GSM7 long", "UCS2 long");
  }

  @Test
  void theSameSeedAndIndexGiveTheSameEvent() {
    var again = new ChaosEvents("r", 7, true);
    var indexes = List.of(3, 2_999);
    assertThat(types(read(indexes)))
        .isEqualTo(types(JsonMapper.shared().readTree(again.batch(indexes)).values()));
    assertThat(events.index(events.id(2_999))).isEqualTo(2_999);
  }

  @Test
  void eventsUseAllLanesAndUrgentOnesHaveTheirOwnNumbers() {
    assertThat(IntStream.range(0, MANY).mapToObj(events::lane))
        .contains(Lane.NORMAL, Lane.BULK)
        .doesNotContain(Lane.URGENT);
    var probe = read(List.of(ChaosEvents.FIRST_PROBE, ChaosEvents.FIRST_PROBE + 1));
    assertThat(events.lane(ChaosEvents.FIRST_PROBE)).isEqualTo(Lane.URGENT);
    assertThat(types(probe)).containsOnly("account.password.reset");
    assertThat(phones(probe)).containsExactly("0988000000", "0918000001");
    for (var event : probe) {
      assertThat(text(event)).isNotEmpty();
    }
  }

  @Test
  void onlyMarkedEventsHaveMarkedNumbers() {
    var indexes = IntStream.range(0, MANY).boxed().toList();
    var marked = phones(read(indexes)).stream().filter(MARKED.asMatchPredicate()).toList();
    assertThat(marked).hasSize(MANY / MarkedNumber.EVERY * 5).doesNotHaveDuplicates();
    var none = new ChaosEvents("r", 7, false);
    assertThat(phones(JsonMapper.shared().readTree(none.batch(indexes)).values()))
        .noneMatch(MARKED.asMatchPredicate());
  }

  private static List<String> phones(Iterable<JsonNode> all) {
    var phones = new ArrayList<String>();
    all.forEach(event -> phones.add(event.at("/data/recipient/phone").asString()));
    return phones;
  }

  private Iterable<JsonNode> read(List<Integer> indexes) {
    return JsonMapper.shared().readTree(events.batch(indexes)).values();
  }

  private static List<String> types(Iterable<JsonNode> all) {
    var types = new ArrayList<String>();
    all.forEach(event -> types.add(event.path("type").asString()));
    return types;
  }

  private static String text(JsonNode event) {
    @SuppressWarnings("unchecked")
    Map<String, Object> data = JsonMapper.shared().convertValue(event.path("data"), Map.class);
    var request =
        new RenderRequest(event.path("type").asString(), "vi", data, CarrierTextSettings.DEFAULT);
    return ((Rendered) RENDERER.render(request)).text();
  }
}
