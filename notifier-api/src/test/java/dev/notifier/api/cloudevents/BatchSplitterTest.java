package dev.notifier.api.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSplitterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          [1]                        § 1
          ` [ 1 , 2 ] `              § 1~2
          [{"a":[1,2]},{"b":{}}]     § {"a":[1,2]}~{"b":{}}
          ["a,b]","\\"","\\\\"]     § "a,b]"~"\\""~"\\\\"
          [{"a":"}"},"{"]            § {"a":"}"}~"{"
          [,1]                       § ~1
          [1,]                       § 1~
          [{]},2]                    § {]}~2
          """)
  void splitsAtTheCommasOfTheOuterArray(String body, String elements) {
    assertThat(split(body)).containsExactly(elements.split("~", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          `` § not-json
          {} § not-json
          [ § not-json
          [1 § not-json
          ["] § not-json
          ["\\ § not-json
          [{] § not-json
          [1]] § not-json
          [1],[2] § not-json
          [1,2,3,4] § batch-too-large
          """)
  void rejectsBodiesThatAreNotBatches(String body, String code) {
    ProblemException rejected = catchThrowableOfType(ProblemException.class, () -> split(body));

    assertThat(rejected.problem().code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      textBlock =
          """
          {} § 1~1
          [1,~ ["ơ~" § 2~2
          [1]~] § 2~1
          """)
  void namesThePositionOfTheError(String body, String position) {
    ProblemException rejected =
        catchThrowableOfType(ProblemException.class, () -> split(body.replace('~', '\n')));

    assertThat(rejected.problem().detail())
        .contains("at line " + position.replace("~", ", column ") + ": ");
  }

  private static List<String> split(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return BatchSplitter.split(bytes, 3).stream()
        .map(slice -> new String(bytes, slice.start(), slice.length(), StandardCharsets.UTF_8))
        .toList();
  }
}
