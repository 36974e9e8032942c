package dev.notifier.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DemoEventsTest {
  private static final int COUNT = 2_000;
  private static final Map<String, ObjectNode> SAMPLES =
      Map.of(
          "card.expiring", sample("\"cardNo\": \"HC4010110129425\", \"daysLeft\": 30"),
          "notice.published", sample("\"topic\": \"card-codes\", \"text\": \"Thẻ mới\""),
          "account.password.reset", sample("\"accountId\": \"0110129425\""),
          "employer.payment.received", sample("\"unitCode\": \"TA1234B\""));

  private static ObjectNode sample(String fields) {
    return (ObjectNode)
        JsonMapper.shared()
            .readTree(
                "{\"recipient\": {\"phone\": \"01691234567\", \"locale\": \"vi\"}, "
                    + fields
                    + "}");
  }

  private static List<JsonNode> made(String now) {
    Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    return new DemoEvents(SAMPLES, new Random(7), clock).next(COUNT).valueStream().toList();
  }

  /** At this time, the next day has begun in Vietnam. */
  private final List<JsonNode> events = made("2026-11-29T23:30:00.5Z");

  @Test
  void eachIsAnEventOfTheDayForAnotherPerson() {
    assertThat(events)
        .allSatisfy(event -> {
          assertThat(event.path("source").asString()).isEqualTo("/demo/2026-11-30");
          assertThat(event.path("time").asString()).isEqualTo("2026-11-29T23:30:00Z");
          assertThat(event.at("/data/recipient/locale").asString()).isEqualTo("vi");
        });
    assertThat(texts("/id")).hasSize(COUNT);
    assertThat(texts("/data/recipient/phone")).hasSizeGreaterThan(COUNT * 8 / 10);
    assertThat(texts("/data/cardNo"))
        .hasSizeGreaterThan(100)
        .allMatch(card -> card.matches("|HC401011012[0-9]{4}"));
    assertThat(texts("/data/unitCode")).containsExactlyInAnyOrder("", "TA1234B");
    assertThat(SAMPLES.values())
        .as("the samples themselves")
        .allMatch(sample -> sample.at("/recipient/phone").asString().equals("01691234567"));
  }

  @Test
  void allTypesAndAllLanesHaveSome() {
    Map<String, Long> types =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    event -> event.path("type").asString(), Collectors.counting()));

    assertThat(types).containsOnlyKeys(SAMPLES.keySet());
    assertThat(types.values()).allMatch(number -> number > COUNT / 10);
  }

  @Test
  void someGetNoMessage() {
    DemoPeople ofDay = DemoPeople.of(LocalDate.of(2026, 11, 30));
    Set<String> optedOut =
        IntStream.range(0, DemoEvents.OPTED_OUT).mapToObj(ofDay::phone).collect(Collectors.toSet());
    assertThat(optedOut).hasSize(DemoEvents.OPTED_OUT);

    assertThat(events)
        .filteredOn(event -> optedOut.contains(event.at("/data/recipient/phone").asString()))
        .hasSizeBetween(COUNT / 50, COUNT / 10)
        .allMatch(event -> event.path("type").asString().equals(DemoEvents.NOTICE));
    assertThat(texts("/data/recipient/phone"))
        .contains("024 3825 1234", "0750000001", "0750000004");
  }

  @Test
  void anotherStartMakesOthers() {
    Set<String> ids = texts("/id");
    assertThat(made("2026-11-29T23:40:00Z"))
        .noneMatch(event -> ids.contains(event.path("id").asString()));
  }

  private Set<String> texts(String pointer) {
    Set<String> texts = new HashSet<>();
    events.forEach(event -> texts.add(event.at(pointer).asString("")));
    return texts;
  }
}
