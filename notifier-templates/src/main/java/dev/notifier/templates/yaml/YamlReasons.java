package dev.notifier.templates.yaml;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Explains errors of the YAML parsers SnakeYAML and SnakeYAML Engine, which have the same messages.
 * The reasons never contain more of the text than one character.
 */
public final class YamlReasons {
  private static final String QUOTE = "; put the whole text in quotes";
  private static final Pattern CANNOT_START =
      Pattern.compile("found character '(.+?)' that cannot");
  private static final Pattern VALUE_BEFORE = Pattern.compile("[:?-](\\s|$)");
  private static final Pattern LONG_ESCAPE = Pattern.compile("\\\\U([0-9A-Fa-f]{8})");

  private final String text;

  /**
   * Explains the errors of one text.
   *
   * @param text the invalid YAML
   */
  public YamlReasons(String text) {
    this.text = text;
  }

  /**
   * Explains an error.
   *
   * @param problem the message of the parser
   * @param context the start of what the parser was reading
   * @param at the position of the problem
   */
  public YamlError explain(String problem, Optional<YamlPosition> context, YamlPosition at) {
    if (problem.contains("mapping values are not allowed")) {
      return YamlError.syntax(at, colon(at));
    }
    if (problem.contains("that cannot start any token")) {
      return YamlError.syntax(at, cannotStart(problem, at));
    }
    if (problem.contains("unexpected end of stream") || problem.contains("document separator")) {
      return YamlError.syntax(
          context.orElse(at), "this quotation mark is not closed; add one at the end of the text");
    }
    if (problem.contains("found duplicate key")) {
      return new YamlError(
          YamlError.Kind.DUPLICATE_KEY, at, "this key is there twice; remove one of them");
    }
    if (problem.contains("<stream end>") && context.isPresent()) {
      return YamlError.syntax(
          context.get(),
          "this bracket is not closed; close it, or put a text that begins with it in quotes");
    }
    if (problem.contains("expected <block end>")) {
      return YamlError.syntax(at, afterValue(problem, at));
    }
    return YamlError.syntax(at, other(problem, at));
  }

  /** A character that YAML does not allow, or half of a character. */
  YamlError unreadableCharacter(YamlPosition reached) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int character = text.codePointAt(i);
      boolean half = Character.getType(character) == Character.SURROGATE;
      boolean control =
          (Character.isISOControl(character) && "\t\n\r\u0085".indexOf(character) < 0)
              || character == 0xFFFE
              || character == 0xFFFF;
      if (half || control) {
        return YamlError.syntax(
            YamlPosition.of(text, i),
            half
                ? "this is half of a character; replace it"
                : "the control character " + name(character) + " is not allowed; remove it");
      }
    }
    return YamlError.syntax(reached, "this is not YAML 1.2; correct it");
  }

  /** An escape sequence that is no character. */
  YamlError invalidEscape(YamlPosition reached) {
    Matcher escape = LONG_ESCAPE.matcher(text);
    while (escape.find()) {
      if (Long.parseLong(escape.group(1), 16) > Character.MAX_CODE_POINT) {
        return YamlError.syntax(
            YamlPosition.of(text, escape.start()),
            "this escape sequence is no character; correct it");
      }
    }
    return YamlError.syntax(reached, "an escape sequence or a number after here is invalid");
  }

  private String colon(YamlPosition at) {
    return VALUE_BEFORE.matcher(before(at).strip()).find()
        ? "a text cannot contain a colon that a blank follows" + QUOTE
        : "a key cannot be here; check the indentation of this line and whether the line above ends"
            + " with a colon, or put a text of several lines in quotes";
  }

  private String cannotStart(String problem, YamlPosition at) {
    Matcher matcher = CANNOT_START.matcher(problem);
    String found = matcher.find() ? matcher.group(1) : "";
    if (!found.contains("TAB")) {
      return "a text cannot begin with " + found + QUOTE;
    }
    return before(at).isBlank()
        ? "a line cannot be indented with a tab; use blanks"
        : "a tab cannot be here; use a blank";
  }

  private String afterValue(String problem, YamlPosition at) {
    String before = before(at).strip();
    if (before.isEmpty()) {
      return isCommentBefore(at)
          ? "the text ends in the line above, because a blank and # begin a comment" + QUOTE
          : "the indentation of this line does not match the lines above; correct it, or put a text"
              + " of several lines in quotes";
    }
    if (before.endsWith("'")) {
      return "the text ends at the quotation mark before; write '' for an apostrophe within it";
    }
    if (before.endsWith("\"")) {
      return "the text ends at the quotation mark before; write \\\" for a quotation mark within it";
    }
    return problem.contains("']'") || problem.contains("'}'")
        ? "this closing bracket has no opening bracket; remove it"
        : "the value ends before here; put the whole value in quotes if it is a text";
  }

  private String other(String problem, YamlPosition at) {
    @Nullable String reason = null;
    if (problem.contains("expected the node content")) {
      reason = "a text cannot begin with this character" + QUOTE;
    } else if (problem.contains("sequence entries are not allowed")) {
      reason = "a list begins in the line below its key; begin a new line, or put a text in quotes";
    } else if (problem.contains("mapping keys are not allowed")) {
      reason = "a text cannot begin with ? and a blank" + QUOTE;
    } else if (problem.contains("could not find expected ':'")) {
      reason = "a colon is missing after the key; add it, or put a text of several lines in quotes";
    } else if (problem.contains("expected ',' or")) {
      reason = "a comma or the closing bracket is missing; add it, or put the whole text in quotes";
    } else if (problem.contains("unknown escape character")) {
      reason = "this escape sequence does not exist; write \\\\ for a backslash";
    } else if (problem.contains("hexadecimal")) {
      reason = "an escape sequence needs more hexadecimal digits; complete it";
    } else if (problem.contains("comment or a line break")) {
      reason = "a text after > or | begins in the next line; begin a new line, or use quotes";
    } else if (problem.contains("another document")) {
      reason = "another document begins here; write one document";
    } else if (problem.contains("<document start>")) {
      reason =
          before(at).isBlank()
              ? "the indentation of this line does not match the lines above; correct it"
              : "the document ends before here; remove the rest";
    }
    return reason == null ? "this is not YAML 1.2; correct it, or put a text in quotes" : reason;
  }

  private boolean isCommentBefore(YamlPosition at) {
    return at.line() > 1 && line(at.line() - 1).contains(" #");
  }

  /** The text in the same line before a position. */
  private String before(YamlPosition at) {
    String line = line(at.line());
    int characters = Math.min(at.column() - 1, line.codePointCount(0, line.length()));
    return line.substring(0, line.offsetByCodePoints(0, characters));
  }

  private String line(int number) {
    return text.lines().skip(number - 1L).findFirst().orElse("");
  }

  private static String name(int character) {
    return "U+%04X".formatted(character);
  }
}
