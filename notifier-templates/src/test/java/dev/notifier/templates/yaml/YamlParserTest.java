package dev.notifier.templates.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class YamlParserTest {
  private final YamlParser parser = new YamlParser(new YamlParser.Limits(100_000, 8));

  static List<Arguments> errors() {
    return List.of(
        // A text without quotes.
        Arguments.of("text: Ho so: da nhan", "1:12 a text cannot contain a colon", "quotes"),
        Arguments.of("v:\n  - text: Ho so: x", "2:16 a text cannot contain a colon", "quotes"),
        Arguments.of("text: {{ caseCode }} ok", "1:7 a text that begins with {{", "quotes"),
        Arguments.of("text: {{caseCode}}", "1:7 a text that begins with {{", "quotes"),
        Arguments.of("- {{ caseCode }}: x", "1:3 a text that begins with {{", "quotes"),
        Arguments.of("text: %d items", "1:7 a text cannot begin with %", "quotes"),
        Arguments.of("text: @user", "1:7 a text cannot begin with @", "quotes"),
        Arguments.of("text: `x`", "1:7 a text cannot begin with `", "quotes"),
        Arguments.of("text: ]x", "1:7 a text cannot begin with this", "quotes"),
        Arguments.of("text: , x", "1:7 a text cannot begin with this", "quotes"),
        Arguments.of("text: ? x", "1:7 a text cannot begin with ?", "quotes"),
        Arguments.of("text: - x", "1:7 a list begins in the line below", "quotes"),
        Arguments.of("text: *x", "1:7 aliases", "quotes"),
        Arguments.of("text: &nbsp; x", "1:7 anchors", "quotes"),
        Arguments.of("text: !x y", "1:7 tags", "quotes"),
        Arguments.of("text: !!int x", "1:7 tags", "quotes"),
        Arguments.of("text: [date] at noon", "1:14 the value ends before", "quotes"),
        Arguments.of("text: [date at noon", "1:7 this bracket is not closed", "quotes"),
        Arguments.of("text: {date at noon", "1:7 this bracket is not closed", "quotes"),
        Arguments.of("text: x\nv: [\n", "2:4 this bracket is not closed", "close it"),
        Arguments.of("text: {{\n", "1:7 a text that begins with {{", "quotes"),
        Arguments.of("text: a #b\n c", "2:2 the text ends in the line above", "quotes"),
        Arguments.of("text: > a", "1:9 a text after >", "quotes"),
        // Quotation marks.
        Arguments.of("text: \"abc\nx: y", "1:7 this quotation mark is not closed", "add"),
        Arguments.of("text: 'abc\nx: y", "1:7 this quotation mark is not closed", "add"),
        Arguments.of("text: 'a\n...\n'", "1:7 this quotation mark is not closed", "add"),
        Arguments.of("text: 'It's good'", "1:11 the text ends at the quotation", "''"),
        Arguments.of("text: \"a \"b\" c\"", "1:11 the text ends at the quotation", "\\\""),
        Arguments.of("text: \"a \\d\"", "1:11 this escape sequence does not exist", "\\\\"),
        Arguments.of("text: \"\\xg0\"", "1:10 an escape sequence needs", "complete"),
        Arguments.of("text: \"a\\UFFFFFFFF\"", "1:9 this escape sequence is no char", "correct"),
        // Lines.
        Arguments.of("a:\n\tb: c", "2:1 a line cannot be indented with a tab", "blanks"),
        Arguments.of("a: 1\n  b: 2", "2:4 a key cannot be here", "indentation"),
        Arguments.of("a\nb: c", "2:2 a key cannot be here", "indentation"),
        Arguments.of("  a: 1\nb: 2", "2:1 the indentation", "correct"),
        Arguments.of("a:\n  - b\n c: d", "3:2 the indentation", "correct"),
        Arguments.of("a: |\n  x\n y", "3:2 the indentation", "correct"),
        Arguments.of("a: 1\n---\nb: 1", "2:1 another document", "one document"),
        Arguments.of("a: {b: c}}", "1:10 this closing bracket", "remove"),
        Arguments.of("a: [\"x\" y]", "1:9 a comma", "quotes"),
        Arguments.of("a: x\u0001", "1:5 the control character U+0001", "remove"),
        Arguments.of("é: 😀\nb: \ud800", "2:4 this is half", "replace"),
        Arguments.of("", "1:1 there is no content", "write"),
        Arguments.of("- a", "1:1 write a mapping", "title"),
        Arguments.of("x: { 1: b }", "1:6 this key is not text", "quotes"),
        Arguments.of("? [a]\n: b", "1:3 this key is not text", "quotes"),
        Arguments.of("a: 1\nb: 2\na: 3", "3:1 this key is already in line 1", "remove"),
        Arguments.of("a: [{ b: 1, b: 2 }]", "1:13 this key is already in line 1", "remove"),
        Arguments.of("a: [[[[[[[[", "1:11 nest at most 8", "levels"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void namesThePositionAndWhatToDo(String yaml, String begin, String advice) {
    assertThat(error(yaml)).startsWith(begin).contains(advice);
  }

  @Test
  void namesThePositionOfACharacterThatComesAfterAnEmoji() {
    assertThat(error("a: '😀' x")).startsWith("1:8 ");
  }

  @Test
  void readsSurrogatePairsAtEveryPosition() {
    for (int length = 1_000; length < 2_100; length++) {
      String text = "x".repeat(length) + "\ud83d\ude00";

      assertThat(parser.mapping("a: '" + text + "'"))
          .isEqualTo(new YamlResult.Read<>(Map.of("a", text)));
    }
  }

  /** The message of the parser, if it is not reworded, would not be in plain English. */
  @Property(tries = 2_000)
  void everyTextIsReadOrHasAReason(@ForAll("junk") String yaml) {
    if (parser.mapping(yaml) instanceof YamlResult.Invalid<Map<String, Object>> invalid) {
      YamlPosition at = invalid.error().position();
      long lines = yaml.lines().count() + 1;
      assertThat(at.line()).isBetween(1, (int) lines);
      assertThat(at.column()).isPositive();
      assertThat(invalid.error().reason()).doesNotContain("<", "scanning", "token", "java.");
    }
  }

  @Provide
  Arbitrary<String> junk() {
    return Arbitraries.of(
            "a", "b:", " ", "\n", "- ", "{", "}", "[", "]", "'", "\"", "#", ": ", "%", "@", "`",
            "!", "&x", "*x", "?", "|", ">", "\t", "\\", ",", "---\n", "1", "😀", "\\u", "  ",
            "c: d\n")
        .list()
        .ofMaxSize(14)
        .map(pieces -> String.join("", pieces));
  }

  private String error(String yaml) {
    return switch (parser.mapping(yaml)) {
      case YamlResult.Read<Map<String, Object>> read -> "read " + read.value();
      case YamlResult.Invalid<Map<String, Object>> invalid ->
          invalid.error().position().line()
              + ":"
              + invalid.error().position().column()
              + " "
              + invalid.error().reason();
    };
  }
}
