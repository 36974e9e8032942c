package dev.notifier.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonYamlReaderTest {
  @Test
  void readsTheSameFromJsonAndYaml() {
    JsonNode expected =
        JsonMapper.shared()
            .valueToTree(
                Map.of("a", "2026-10", "b", List.of(1, 2.5, true), "c", Map.of("no", "on")));

    assertThat(
            JsonYamlReader.json(
                bytes("{\"a\":\"2026-10\",\"b\":[1,2.5,true],\"c\":{\"no\":\"on\"}}")))
        .isEqualTo(expected);
    assertThat(JsonYamlReader.yaml(bytes("a: 2026-10\nb: [1, 2.5, true]\nc: { no: on }\n")))
        .isEqualTo(expected);
  }

  static List<Arguments> invalidYaml() {
    return List.of(
        Arguments.of("a: b: c", "not-yaml"),
        Arguments.of("- a", "not-yaml"),
        Arguments.of("7", "not-yaml"),
        Arguments.of("a: 1\n---\nb: 2", "not-yaml"),
        Arguments.of("a: !!java.net.URL [\"http://x\"]", "not-yaml"),
        Arguments.of("1: a", "not-yaml"),
        Arguments.of("a: { 1: b }", "not-yaml"),
        Arguments.of("a: 1\na: 2", "duplicate-key"),
        Arguments.of("a: " + "[".repeat(20_000), "json-too-deep"),
        Arguments.of("a: &x [1]\nb: [*x, *x]", "not-yaml"),
        Arguments.of("a: &x [*x]", "not-yaml"),
        Arguments.of("a: 1e400", "number-out-of-range"),
        Arguments.of("a: .inf", "number-out-of-range"),
        Arguments.of("a: .nan", "number-out-of-range"),
        Arguments.of("a: [{b: 1e99999999999}]", "number-out-of-range"),
        Arguments.of("a: " + "9".repeat(50_000), "number-out-of-range"),
        Arguments.of("a: \"\\0\"", "forbidden-character"),
        Arguments.of("a: \"\\ud800\"", "forbidden-character"),
        Arguments.of("\"\\ud800\": 1", "forbidden-character"),
        Arguments.of("a: \"\\UFFFFFFFF\"", "not-yaml"),
        Arguments.of("a: \"\\U00110000\"", "not-yaml"),
        Arguments.of("a: !!int 1e99999999999", "not-yaml"),
        Arguments.of("a: !!binary '***'", "not-yaml"),
        Arguments.of("", "empty-body"));
  }

  @ParameterizedTest
  @MethodSource("invalidYaml")
  void rejectsYaml(String yaml, String code) {
    ProblemException rejected =
        catchThrowableOfType(ProblemException.class, () -> JsonYamlReader.yaml(bytes(yaml)));

    assertThat(rejected.problem().code()).isEqualTo(code);
    assertNamesItsPosition(rejected);
  }

  static List<Arguments> invalidJson() {
    return List.of(
        Arguments.of("{", "not-json"),
        Arguments.of("[]", "not-json"),
        Arguments.of("{\"a\":" + "[".repeat(5_000), "not-json"),
        Arguments.of("{} {}", "not-json"),
        Arguments.of("{\"a\":1,\"a\":2}", "duplicate-key"),
        Arguments.of("{\"a\":1e400}", "number-out-of-range"),
        Arguments.of("{\"a\":-1e400}", "number-out-of-range"),
        Arguments.of("{\"a\":[1e99999999999]}", "number-out-of-range"),
        Arguments.of("{\"a\":1e20}", "number-out-of-range"),
        Arguments.of("{\"a\":1000000000000000000}", "number-out-of-range"),
        Arguments.of("{\"a\":\"\\u0000\"}", "forbidden-character"),
        Arguments.of("{\"a\":{\"\\udc00\":1}}", "forbidden-character"),
        Arguments.of("{\"a\":\"\\ud800\"}", "forbidden-character"),
        Arguments.of("", "empty-body"));
  }

  @ParameterizedTest
  @MethodSource("invalidJson")
  void rejectsJson(String json, String code) {
    ProblemException rejected =
        catchThrowableOfType(ProblemException.class, () -> JsonYamlReader.json(bytes(json)));

    assertThat(rejected.problem().code()).isEqualTo(code);
    assertNamesItsPosition(rejected);
  }

  /** A syntax error names its position; other errors name a field, or concern the whole body. */
  private static void assertNamesItsPosition(ProblemException rejected) {
    if (rejected.problem().errors().isEmpty() && !rejected.problem().code().equals("empty-body")) {
      assertThat(rejected.problem().detail()).containsPattern("at line \\d+, column \\d+");
    }
  }

  @Test
  void ignoresAByteOrderMark() {
    assertThat(JsonYamlReader.json(bytes("\uFEFF{\"a\":1}"))).hasToString("{\"a\":1}");
    assertThat(JsonYamlReader.yaml(bytes("\uFEFFa: 1"))).hasToString("{\"a\":1}");
  }

  /** The YAML engine reads 1,024 characters at a time; a surrogate pair may cross the border. */
  @Test
  void readsSurrogatePairsAtEveryPosition() {
    for (int length = 1_000; length < 2_100; length++) {
      String text = "x".repeat(length) + "\ud83d\ude00";

      assertThat(JsonYamlReader.yaml(bytes("a: '" + text + "'")).path("a").asString())
          .isEqualTo(text);
    }
  }

  @Test
  void namesThePlaceOfANumberOutOfRange() {
    ProblemException rejected =
        catchThrowableOfType(
            ProblemException.class,
            () -> JsonYamlReader.json(bytes("{\"a\":[1,{\"b/c\":1e99}],\"d\":-1e18}")));

    assertThat(rejected.problem().status()).isEqualTo(422);
    assertThat(rejected.problem().errors())
        .extracting(error -> error.pointer())
        .containsExactly("/a/1/b~1c", "/d");
  }

  @Test
  void rejectsInvalidUtf8() {
    byte[] bytes = {'a', ':', ' ', (byte) 0xC3};
    ProblemException rejected =
        catchThrowableOfType(ProblemException.class, () -> JsonYamlReader.yaml(bytes));

    assertThat(rejected.problem().code()).isEqualTo("invalid-utf8");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
