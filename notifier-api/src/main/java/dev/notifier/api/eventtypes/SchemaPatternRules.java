package dev.notifier.api.eventtypes;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which patterns may be tried on every event: those whose time grows with the text's length, not
 * faster, whoever wrote the text. So there are no references back, no looking around, at most one
 * repetition without end, and that not of a group.
 */
final class SchemaPatternRules {
  private static final int MAX_CHARACTERS = 200;
  private static final int MAX_REPETITIONS_OF_A_GROUP = 20;

  /** Brackets and what is escaped, which hold no operators. */
  private static final Pattern LITERAL =
      Pattern.compile("\\\\.|\\[\\^?\\]?(?:\\\\.|[^\\]\\\\])*\\]");

  private static final Pattern BACK_REFERENCE = Pattern.compile("\\\\[1-9k]");
  private static final Pattern UNBOUNDED = Pattern.compile("[*+]|\\{\\d+,\\}");
  private static final Pattern REPEATED_GROUP =
      Pattern.compile("\\)(?:[*+]|\\{\\d+,\\}|\\{(?:\\d+,)?(\\d{1,9})\\})");

  private SchemaPatternRules() {}

  /** What is wrong and what to do, if anything is. */
  static Optional<String> breach(String pattern) {
    if (pattern.length() > MAX_CHARACTERS) {
      return Optional.of(
          "The pattern has more than " + MAX_CHARACTERS + " characters. Shorten it.");
    }
    try {
      Pattern _ = Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      return Optional.of("This is no regular expression, at character " + (e.getIndex() + 1) + ".");
    }
    String operators = LITERAL.matcher(pattern).replaceAll("x");
    if (BACK_REFERENCE.matcher(pattern).find() || isLookingAround(operators)) {
      return Optional.of("References back and looking around are not used here. Do without.");
    }
    if (UNBOUNDED.matcher(operators).results().count() > 1
        || REPEATED_GROUP.matcher(operators).results().anyMatch(hit -> isTooOften(hit.group(1)))) {
      return Optional.of(
          "This can take very long on a long text. Bound the repetitions, such as {0,20}.");
    }
    return Optional.empty();
  }

  private static boolean isLookingAround(String operators) {
    return operators.replace("(?:", "(").contains("(?");
  }

  private static boolean isTooOften(@org.jspecify.annotations.Nullable String times) {
    return times == null || Integer.parseInt(times) > MAX_REPETITIONS_OF_A_GROUP;
  }
}
