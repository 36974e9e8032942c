package dev.notifier.api.eventtypes;

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

class JsonYamlReaderTest {
  @Test
  void bothFormsSayTheSame() {
    Map<String, Object> expected =
        Map.of("a", "2026-10", "b", List.of(1, 2.5, true), "c", Map.of("no", "on"));

    assertThat(
            JsonYamlReader.json(
                octets("{\"a\":\"2026-10\",\"b\":[1,2.5,true],\"c\":{\"no\":\"on\"}}")))
        .isEqualTo(expected);
    assertThat(JsonYamlReader.yaml(octets("a: 2026-10\nb: [1, 2.5, true]\nc: { no: on }\n")))
        .isEqualTo(expected);
  }

  static List<Arguments> broken() {
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
        Arguments.of("", "empty-body"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void isRefused(String yaml, String code) {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> JsonYamlReader.yaml(octets(yaml)));

    assertThat(refused.problem().code()).isEqualTo(code);
  }

  static List<Arguments> brokenJson() {
    return List.of(
        Arguments.of("{", "not-json"),
        Arguments.of("[]", "not-json"),
        Arguments.of("{\"a\":" + "[".repeat(5_000), "not-json"),
        Arguments.of("{} {}", "duplicate-key"),
        Arguments.of("{\"a\":1,\"a\":2}", "duplicate-key"),
        Arguments.of("", "empty-body"));
  }

  @ParameterizedTest
  @MethodSource("brokenJson")
  void isRefusedToo(String json, String code) {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> JsonYamlReader.json(octets(json)));

    assertThat(refused.problem().code()).isEqualTo(code);
  }

  @Test
  void octetsThatAreNotUtf8AreRefused() {
    byte[] octets = {'a', ':', ' ', (byte) 0xC3};
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> JsonYamlReader.yaml(octets));

    assertThat(refused.problem().code()).isEqualTo("invalid-utf8");
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
