package dev.notifier.planning.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LinearPatternsTest {
  private static final List<String> LOOPS = List.of("*", "+", "{0,20}", "{1,}", "{2,19}");

  /** For a backtracking engine, each of them takes longer than anyone waits. */
  static List<String> exponentialPatterns() {
    List<String> patterns = new ArrayList<>();
    for (String outer : LOOPS) {
      for (String inner : LOOPS) {
        patterns.add("^(a" + inner + ")" + outer + "$");
        patterns.add("^((a|a)" + inner + "b?)" + outer + "$");
      }
      patterns.add("^(a|aa)" + outer + "$");
      patterns.add("^(a|[a-c]|\\w)" + outer + "$");
      patterns.add("^(\\w+\\s?)" + outer + "$");
      patterns.add("^(\\w*)" + outer + "(\\w*)" + outer + "(\\w*)" + outer + "$");
    }
    patterns.add("^((a{0,20}){0,20}){0,20}$");
    patterns.add("a?".repeat(28) + "a".repeat(28) + "$");
    patterns.add("^(([a-z])+.)+[A-Z]([a-z])+$");
    patterns.add("^((((((a*)*)*)*)*)*)*$");
    patterns.add("^(a*a*a*a*a*a*a*a*)$");
    return patterns;
  }

  @ParameterizedTest
  @MethodSource("exponentialPatterns")
  @Timeout(60)
  void anExponentialPatternIsMatchedInLinearTimeOrRejected(String pattern) {
    if (LinearPatterns.violation(pattern).isEmpty()) {
      String almost = "a".repeat(2_000) + "!";

      assertThat(new LinearPatterns().getRegularExpression(pattern).matches(almost)).isFalse();
    } else {
      assertThat(pattern).startsWith("^((a{0,20}){0,20}");
    }
  }

  @Test
  void thereAreFiftyOfThem() {
    assertThat(exponentialPatterns()).hasSizeGreaterThanOrEqualTo(50).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '`',
      value = {
        "((a{1000}){1000}){1000}     § The pattern has more than 2000 steps",
        "(([a-z]{1,99}){1,99})       § The pattern has more than 2000 steps",
        "(?:(?:x{50}y){50})          § The pattern has more than 2000 steps",
        "(?:\\pL{900}[\\]x]{900}){2}  § The pattern has more than 2000 steps",
        "a{1001}                     § The pattern is not supported (invalid repeat count)",
        "(?=a)                       § The pattern is not supported",
        "(?<!a)b                     § The pattern is not supported",
        "(a)\\1                      § The pattern is not supported",
        "(?>a*)b                     § The pattern is not supported",
        "a*+                         § The pattern is not supported",
        "(                           § The pattern is not supported (missing closing ))",
      })
  void rejectsWhatIsTooLargeOrNotRegular(String pattern, String start) {
    Optional<String> violation = LinearPatterns.violation(pattern);

    assertThat(violation).hasValueSatisfying(detail -> assertThat(detail).startsWith(start));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "^[A-Z]{2}[1-5][0-9]{12}$ § HC4010110129425 § true",
        "^[^\\p{Cc}]*$            § Lò Thị Mai      § true",
        "^\\p{L}+$                § Đặng            § true",
        "(?i)^abc$                § ABC             § true",
        "b                        § abc             § true",
        "^b$                      § abc             § false",
        "[{]2000[}]               § {2000}          § true",
      })
  void matchesLikeAnyOtherEngine(String pattern, String text, boolean matches) {
    assertThat(LinearPatterns.violation(pattern)).isEmpty();
    assertThat(new LinearPatterns().getRegularExpression(pattern).matches(text)).isEqualTo(matches);
  }

  @Test
  void aLineBreakAtTheEndDoesNotMatchTheEnd() {
    assertThat(new LinearPatterns().getRegularExpression("^a$").matches("a\n")).isFalse();
  }
}
