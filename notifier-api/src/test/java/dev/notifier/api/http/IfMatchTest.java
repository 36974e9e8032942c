package dev.notifier.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class IfMatchTest {
  private static final int CURRENT = 4;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '!',
      value = {
        "\"3\"; 3",
        "3; 3",
        " \"3\" ; 3",
        "\"3\", \"4\"; 4",
        "\"3\",\"4\"; 4",
        "\"4\" , , W/\"5\", \"7\"; 4",
        "\"5\", \"6\"; -1",
        "W/\"4\"; -1",
        "W/\"3\", \"4\"; 4",
        "\"abc\"; -1",
        "\"\"; -1",
        "\"0\"; -1",
        "\"a,b\", \"4\"; 4",
        "*; 4",
      })
  void readsIfMatch(String header, int version) {
    assertThat(version("If-Match", header, CURRENT)).contains(version);
  }

  @Test
  void aStarNeedsAResource() {
    assertThat(version("If-Match", "*", 0)).contains(-1);
    assertThat(version("If-None-Match", "*", CURRENT)).contains(0);
    assertThat(IfMatch.version(new MockHttpServletRequest(), () -> CURRENT)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '!',
      value = {"\"3\"; 3", "3; 3", "W/\"3\"; -1", "\"abc\"; -1"})
  void readsASingleVersion(String header, int version) {
    assertThat(IfMatch.single(ifMatch(header))).contains(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "\"1\",\"2\"", "\"1\", W/\"2\"", "\"1\", \"abc\"", "1, 2", ""})
  void aSingleVersionIsNeitherAStarNorAList(String header) {
    assertThatThrownBy(() -> IfMatch.single(ifMatch(header))).isInstanceOf(ProblemException.class);
  }

  @Test
  void severalLinesAreNoSingleVersion() {
    MockHttpServletRequest request = ifMatch("\"3\"");
    request.addHeader("If-Match", "\"4\"");

    assertThatThrownBy(() -> IfMatch.single(request)).isInstanceOf(ProblemException.class);
    assertThat(IfMatch.single(new MockHttpServletRequest())).isEmpty();
  }

  private static MockHttpServletRequest ifMatch(String header) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("If-Match", header);
    return request;
  }

  @Test
  void severalLinesAreOneList() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("If-Match", "\"3\"");
    request.addHeader("If-Match", "\"4\"");

    assertThat(IfMatch.version(request, () -> CURRENT)).contains(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "\"3", "3, 4", "\"3\" \"4\"", "w/\"3\"", "*, \"3\""})
  void rejectsWhatIsNoListOfEntityTags(String header) {
    assertThatThrownBy(() -> version("If-Match", header, CURRENT))
        .isInstanceOf(ProblemException.class);
  }

  private static Optional<Integer> version(String name, String header, int current) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader(name, header);
    return IfMatch.version(request, () -> current);
  }
}
