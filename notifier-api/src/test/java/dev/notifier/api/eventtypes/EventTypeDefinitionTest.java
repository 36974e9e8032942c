package dev.notifier.api.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.EventTypeRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class EventTypeDefinitionTest {
  private static final String GOOD =
      """
      {'title':'t','category':'SERVICE','lane':'normal','timeToLive':'P3D',
       'quietHours':{'from':'22:00','until':'07:00'},'template':'a-b','version':3,
       'schema':{},'samples':{'typical':{},'longest':{}}}\
      """;

  @Test
  void whatWasWrittenIsReadAgain() {
    for (EventTypeRecord type : ShippedEventTypes.all()) {
      byte[] answer =
          JsonMapper.shared().writeValueAsBytes(EventTypeDefinition.write(type.withVersion(7)));

      EventTypeDefinition.Reading reading =
          EventTypeDefinition.read(type.name(), JsonYamlReader.json(answer));

      assertThat(reading.findings()).isEmpty();
      assertThat(reading.draft().type()).isEqualTo(type);
      assertThat(reading.draft().version()).isEqualTo(7);
      assertThat(reading.draft().breaking()).isFalse();
    }
  }

  @Test
  void whatIsNotSaidIsNotThereOrFollowsFromTheName() {
    EventTypeDefinition.Reading reading = read("'timeToLive':'P3D',", "");

    assertThat(reading.findings()).isEmpty();
    assertThat(reading.draft().type().timeToLive()).isNull();
    assertThat(read("'template':'a-b',", "").draft().type().template()).isEqualTo("card-lost");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'title':'t'; 'title':''; /title",
        "'title':'t'; 'title':7; /title",
        "'title':'t',; ; /title",
        "SERVICE; service; /category",
        "normal; NORMAL; /lane",
        "P3D; 3 days; /timeToLive",
        "P3D; P1M; /timeToLive",
        "P3D; P61D; /timeToLive",
        "P3D; PT0S; /timeToLive",
        "07:00; 7:00; /quietHours",
        "07:00; 22:00; /quietHours",
        "'until'; 'to'; /quietHours",
        "a-b; a.b; /template",
        "'version':3; 'version':0; /version",
        "'version':3; 'version':'3'; /version",
        "'version':3; 'breaking':'yes'; /breaking",
        "'version':3; 'name':'card.found'; /name",
        "'version':3; 'a/b':1; /a~1b",
        "'schema':{}; 'schema':[]; /schema",
        "'typical':{}; 'usual':{}; /samples/typical",
        "'samples':; 'sample':; /sample",
      })
  void isWrong(String from, @org.jspecify.annotations.Nullable String to, String pointer) {
    List<Violation> findings = read(from, to == null ? "" : to).findings();

    assertThat(findings).isNotEmpty();
    assertThat(findings.getFirst().pointer()).isEqualTo(pointer);
    assertThat(findings).allSatisfy(finding -> assertThat(finding.detail()).endsWith("."));
  }

  @ParameterizedTest
  @CsvSource({"card", "Card.lost", "card..lost", "card.lost.", "card-lost.x", "''"})
  void namesAreWordsWithDots(String name) {
    assertThat(EventTypeDefinition.read(name, Json.map(GOOD)).findings())
        .extracting(Violation::pointer)
        .contains("/name");
  }

  private static EventTypeDefinition.Reading read(String from, String to) {
    assertThat(GOOD).contains(from);
    Map<String, Object> form = Json.map(GOOD.replace(from, to));
    return EventTypeDefinition.read("card.lost", form);
  }
}
