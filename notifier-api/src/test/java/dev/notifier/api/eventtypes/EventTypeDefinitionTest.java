package dev.notifier.api.eventtypes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.api.http.JsonYamlReader;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.EventTypeRecord;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class EventTypeDefinitionTest {
  private static final String VALID =
      """
      {'title':'t','category':'SERVICE','lane':'normal','timeToLive':'P3D',
       'quietHours':{'from':'22:00','until':'07:00'},'template':'a-b','version':3,
       'schema':{},'samples':{'typical':{},'longest':{}}}\
      """;

  @Test
  void readsWhatItWrites() {
    for (EventTypeRecord type : ShippedEventTypes.all()) {
      byte[] response =
          JsonMapper.shared().writeValueAsBytes(EventTypeDefinition.of(type.withVersion(7), null));

      EventTypeDefinition definition =
          EventTypeDefinition.read(type.name(), JsonYamlReader.json(response));

      assertThat(definition.toRecord(1)).isEqualTo(type);
      assertThat(definition.version()).isEqualTo(7);
      assertThat(definition.allowsBreaking()).isFalse();
    }
  }

  @Test
  void optionalFieldsMayBeMissing() {
    assertThat(read("'timeToLive':'P3D',", "").toRecord(1).timeToLive()).isNull();
    assertThat(read("'timeToLive':'P3D'", "'timeToLive':null").toRecord(1).timeToLive()).isNull();
    assertThat(read("", "").toRecord(1).retention()).isNull();
    assertThat(read("", "").toRecord(1).sharedBusinessKey()).isNull();
    assertThat(
            read("'timeToLive':'P3D'", "'businessKeyWindow':'P7D','sharedBusinessKey':true")
                .toRecord(1)
                .sharedBusinessKey())
        .isTrue();
    assertThat(read("'timeToLive':'P3D'", "'retention':'P730D'").toRecord(1).retention())
        .isEqualTo(Duration.ofDays(730));
    assertThat(read("'template':'a-b',", "").toRecord(1).template()).isEqualTo("card-lost");
    assertThat(read("'version':3,", "").version()).isNull();
    assertThat(read("'version':3", "'breaking':true").allowsBreaking()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'title':'t'; 'title':''; /title; This text must look like A health insurance card expires soon and match the pattern \\S.",
        "'title':'t'; 'title':7; /title; This field must be a text, in quotes.",
        "'title':'t',; ; /title; This field is required. Add it.",
        "SERVICE; service; /category; This field must be one of OTP, SERVICE, GENERAL_INFO, ADVERTISING.",
        "normal; NORMAL; /lane; This field must be one of urgent, normal, bulk.",
        "P3D; 3 days; /timeToLive; This text must be an ISO 8601 duration such as P3D or PT5M.",
        "'timeToLive':'P3D'; 'retention':'P29D'; /retention; Send an ISO 8601 duration from P30D to P3650D, without months and years, such as P730D, or omit the field.",
        "'timeToLive':'P3D'; 'retention':'P3651D'; /retention; Send an ISO 8601 duration from P30D to P3650D, without months and years, such as P730D, or omit the field.",
        "'timeToLive':'P3D'; 'retention':'P24M'; /retention; Send an ISO 8601 duration from P30D to P3650D, without months and years, such as P730D, or omit the field.",
        "P3D; P1M; /timeToLive; Send an ISO 8601 duration of at most 60 days, without months and years, such as P3D or PT5M, or omit the field.",
        "P3D; P61D; /timeToLive; Send an ISO 8601 duration of at most 60 days, without months and years, such as P3D or PT5M, or omit the field.",
        "P3D; PT0S; /timeToLive; Send an ISO 8601 duration of at most 60 days, without months and years, such as P3D or PT5M, or omit the field.",
        "'timeToLive':'P3D'; 'timeToLive':3; /timeToLive; `This field must be a text, in quotes or null.`",
        "'timeToLive'; 'businessKeyWindow':'P367D','timeToLive'; /businessKeyWindow; Send an ISO 8601 duration of at most 366 days, without months and years, such as P3D or PT5M, or omit the field.",
        "'version':3; 'sharedBusinessKey':true; /sharedBusinessKey; `This has no effect without businessKeyWindow. Send a window, or omit the field.`",
        "07:00; 7:00; /quietHours/until; This text must look like 07:00 and match the pattern ^([01][0-9]|2[0-3]):[0-5][0-9]$.",
        "07:00; 22:00; /quietHours; Quiet hours must begin and end at different times.",
        "a-b; a.b; /template; This text must look like card-expiring and match the pattern ^[a-z0-9]+(-[a-z0-9]+)*$.",
        "'version':3; 'version':0; /version; This number must be at least 1.",
        "'version':3; 'version':'3'; /version; `This field must be a whole number, without quotes.`",
        "'version':3; 'version':3000000000; /version; This value is out of range.",
        "'version':3; 'breaking':'yes'; /breaking; `This field must be true or false, without quotes.`",
        "'version':3; 'name':'card.found'; /name; The name differs from the one in the path. Use the same name.",
        "'version':3; 'changedBy':'a'; /changedBy; `This field is unknown. Use one of name, version, breaking, title, category, lane, timeToLive, businessKeyWindow, sharedBusinessKey, retention, quietHours, template, schema, samples.`",
        "'version':3; 'a/b':1; /a~1b; `This field is unknown. Use one of name, version, breaking, title, category, lane, timeToLive, businessKeyWindow, sharedBusinessKey, retention, quietHours, template, schema, samples.`",
        "'schema':{}; 'schema':[]; /schema; `This field must be an object, in curly brackets.`",
      })
  void rejectsAnInvalidField(String from, @Nullable String to, String pointer, String detail) {
    assertThat(errors(from, to == null ? "" : to))
        .containsExactly(new Problem.Entry(pointer, "invalid-event-type", detail));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "'until'; 'to'; /quietHours/until,/quietHours/to",
        "'typical':{}; 'usual':{}; /samples/typical,/samples/usual",
        "'samples':; 'sample':; /samples,/sample",
      })
  void rejectsAMisspelledField(String from, String to, String pointers) {
    assertThat(errors(from, to))
        .extracting(Problem.Entry::pointer)
        .containsExactlyInAnyOrder(pointers.split(","));
  }

  @ParameterizedTest
  @CsvSource({"card", "Card.lost", "card..lost", "card.lost.", "card-lost.x", "''"})
  void aNameConsistsOfWordsAndDots(String name) {
    ProblemException rejected =
        catchThrowableOfType(
            ProblemException.class, () -> EventTypeDefinition.read(name, Json.object(VALID)));

    assertThat(rejected.problem().errors())
        .extracting(Problem.Entry::pointer)
        .containsExactly("/name");
  }

  private static List<Problem.Entry> errors(String from, String to) {
    return catchThrowableOfType(ProblemException.class, () -> read(from, to)).problem().errors();
  }

  private static EventTypeDefinition read(String from, String to) {
    assertThat(VALID).contains(from);
    return EventTypeDefinition.read("card.lost", Json.object(VALID.replace(from, to)));
  }
}
