package dev.notifier.api.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.intake.EventParser.Parsed;
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
          """)
  void saysWhatAndWhere(String json, String code, String pointer) {
    Parsed parsed = parse(json);

    assertThat(parsed)
        .isInstanceOfSatisfying(
            Parsed.Bad.class,
            bad -> {
              assertThat(bad.finding().code().id()).isEqualTo(code);
              assertThat(bad.finding().pointer()).isEqualTo(pointer);
            });
  }

  @Test
  void aPositionIsCountedFromTheEventAndNotFromTheBody() {
    byte[] body = "[1,\n\n{\"a\":}]".getBytes(StandardCharsets.UTF_8);

    Parsed parsed = parser.parse(new ByteSlice(body, 5, 11));

    assertThat(parsed)
        .isInstanceOfSatisfying(
            Parsed.Bad.class,
            bad -> assertThat(bad.finding().detail()).contains("line 1, column 6"));
  }

  @Test
  void whatIsRightIsRead() {
    assertThat(parse("{\"tên\":[1,2.5,\"ơ\",null,true]}"))
        .isInstanceOfSatisfying(
            Parsed.Json.class, json -> assertThat(json.node().path("tên")).hasSize(5));
  }

  private Parsed parse(String json) {
    byte[] octets = json.getBytes(StandardCharsets.UTF_8);
    return parser.parse(new ByteSlice(octets, 0, octets.length));
  }
}
