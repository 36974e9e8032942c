package dev.notifier.api.eventtypes;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Accepts patterns whose matching time is linear in the length of the text: without back references
 * and lookaround, and with at most one unbounded quantifier, which does not apply to a group.
 */
final class SchemaPatternRules {
  private static final int MAX_CHARACTERS = 200;
  private static final int MAX_GROUP_REPETITIONS = 20;

  /** Character classes and escaped characters, which contain no operators. */
  private static final Pattern LITERAL =
      Pattern.compile("\\\\.|\\[\\^?\\]?(?:\\\\.|[^\\]\\\\])*\\]");

  private static final Pattern BACK_REFERENCE = Pattern.compile("\\\\[1-9k]");
  private static final Pattern UNBOUNDED = Pattern.compile("[*+]|\\{\\d+,\\}");
  private static final Pattern REPEATED_GROUP =
      Pattern.compile("\\)(?:[*+]|\\{\\d+,\\}|\\{(?:\\d+,)?(\\d{1,9})\\})");

  private SchemaPatternRules() {}

  /** Returns what is wrong with a pattern and what to do. */
  static Optional<String> violation(String pattern) {
    if (pattern.length() > MAX_CHARACTERS) {
      return Optional.of(
          "The pattern has more than " + MAX_CHARACTERS + " characters. Shorten it.");
    }
    try {
      Pattern _ = Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      return Optional.of(
          "The pattern is invalid at character " + (e.getIndex() + 1) + ". Correct it.");
    }
    String operators = LITERAL.matcher(pattern).replaceAll("x");
    if (BACK_REFERENCE.matcher(pattern).find() || hasLookaround(operators)) {
      return Optional.of(
          "Back references and lookaround are not supported. Write the pattern without them.");
    }
    if (UNBOUNDED.matcher(operators).results().count() > 1
        || REPEATED_GROUP
            .matcher(operators)
            .results()
            .anyMatch(hit -> exceedsLimit(hit.group(1)))) {
      return Optional.of(
          "The pattern can take very long on a long text. Limit the quantifiers, such as {0,20}.");
    }
    return Optional.empty();
  }

  private static boolean hasLookaround(String operators) {
    return operators.replace("(?:", "(").contains("(?");
  }

  private static boolean exceedsLimit(@Nullable String times) {
    return times == null || Integer.parseInt(times) > MAX_GROUP_REPETITIONS;
  }
}
