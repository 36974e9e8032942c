package dev.notifier.planning.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.Optional;

/**
 * The regular expressions of schemas, matched by RE2/J in a time that is linear in the length of
 * the text. Thread-safe.
 */
public final class LinearPatterns implements RegularExpressionFactory {
  /** The longest pattern of an event type. */
  static final int MAX_CHARACTERS = 200;

  /** The time for a character grows with the steps of the compiled pattern. */
  static final int MAX_STEPS = 2_000;

  @Override
  public RegularExpression getRegularExpression(String pattern) {
    if (QuantifierSize.of(pattern) > MAX_STEPS) {
      throw new PatternSyntaxException("too many quantifiers", pattern);
    }
    Pattern compiled = Pattern.compile(pattern);
    return text -> compiled.matcher(text).find();
  }

  /** Returns what is wrong with a pattern of a caller and what to do. */
  public static Optional<String> violation(String pattern) {
    if (pattern.length() > MAX_CHARACTERS) {
      return Optional.of(
          "The pattern has more than " + MAX_CHARACTERS + " characters. Shorten it.");
    }
    if (QuantifierSize.of(pattern) > MAX_STEPS) {
      return tooLarge();
    }
    try {
      return Pattern.compile(pattern).programSize() > MAX_STEPS ? tooLarge() : Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of(
          "The pattern is not supported ("
              + e.getDescription()
              + "). Write a pattern of RE2, which has no back references and no lookaround.");
    }
  }

  private static Optional<String> tooLarge() {
    return Optional.of(
        "The pattern has more than "
            + MAX_STEPS
            + " steps when its quantifiers are written out."
            + " Use smaller quantifiers.");
  }
}
