package dev.notifier.api.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.cloudevents.EventParser.Parsed;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventParserTest {
  private final EventParser parser = new EventParser();

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1,"a":2}             § duplicate-key  § /a
          {"a":{"b":[{"c":1,"c":2}]}} § duplicate-key § /a/b/0/c
          {"a":1} {}                § not-json       § ``
          {"a":1} }                 § not-json       § ``
          {"a":01}                  § not-json       § ``
          `{"a":tru}`               § not-json       § ``
          {"a":1e99999999999}       § number-out-of-range § /a
          {"a":{"b":[-1e2147483648]}} § number-out-of-range § /a/b/0
          {"a":1e-99999999999}      § number-out-of-range § /a
          """)
  void reportsTheErrorAndItsPosition(String json, String code, String pointer) {
    Parsed parsed = parse(json);

    assertThat(parsed)
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid -> {
              assertThat(invalid.violation().code().id()).isEqualTo(code);
              assertThat(invalid.violation().pointer()).isEqualTo(pointer);
            });
  }

  @Test
  void countsPositionsFromTheStartOfTheEvent() {
    byte[] body = "[1,\n\n{\"a\":}]".getBytes(StandardCharsets.UTF_8);

    Parsed parsed = parser.parse(new ByteSlice(body, 5, 11));

    assertThat(parsed)
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid ->
                assertThat(invalid.violation().detail())
                    .isEqualTo(
                        "This is not accepted as JSON at line 1, column 6 of the event: a value is missing"
                            + " before this character; add it."));
  }

  @Test
  void parsesValidJson() {
    assertThat(parse("{\"tên\":[1,2.5,\"ơ\",null,true]}"))
        .isInstanceOfSatisfying(
            Parsed.Json.class,
            json ->
                assertThat(json.node().toString()).isEqualTo("{\"tên\":[1,2.5,\"ơ\",null,true]}"));
  }

  private Parsed parse(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return parser.parse(new ByteSlice(bytes, 0, bytes.length));
  }
}
