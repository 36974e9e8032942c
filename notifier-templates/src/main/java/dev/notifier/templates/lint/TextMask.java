package dev.notifier.templates.lint;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Separates the text that an author wrote from tags, without changing positions. Works for texts
 * with errors too. Immutable.
 */
final class TextMask {
  private static final Pattern COMMENT =
      Pattern.compile(
          "(?U)\\{%-?\\s*comment\\s*-?%\\}.*?\\{%-?\\s*endcomment\\s*-?%\\}", Pattern.DOTALL);

  private enum Region {
    LITERAL,
    /** The content of quotation marks in an output: {@code default: "…"}. */
    CONSTANT,
    OUTPUT,
    TAG
  }

  private final String text;
  private final Region[] regions;
  private int outputs;

  TextMask(String text) {
    this.text = text;
    regions = new Region[text.length()];
    Arrays.fill(regions, Region.LITERAL);
    String withoutComments = text;
    Matcher comments = COMMENT.matcher(text);
    while (comments.find()) {
      Arrays.fill(regions, comments.start(), comments.end(), Region.TAG);
      withoutComments =
          withoutComments.substring(0, comments.start())
              + " ".repeat(comments.end() - comments.start())
              + withoutComments.substring(comments.end());
    }
    int next = 0;
    while (next + 1 < text.length()) {
      if (withoutComments.startsWith("{{", next)) {
        outputs++;
        next = mark(withoutComments, next, "}}", Region.OUTPUT);
      } else if (withoutComments.startsWith("{%", next)) {
        next = mark(withoutComments, next, "%}", Region.TAG);
      } else {
        next++;
      }
    }
  }

  /** Marks a tag and returns its end. A tag that is not closed ends with the text. */
  private int mark(String source, int start, String delimiter, Region region) {
    char quote = 0;
    int i = start + delimiter.length();
    while (i < source.length() && (quote != 0 || !source.startsWith(delimiter, i))) {
      char c = source.charAt(i);
      regions[i] = quote != 0 && c != quote && region == Region.OUTPUT ? Region.CONSTANT : region;
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
      i++;
    }
    int end = Math.min(source.length(), i + delimiter.length());
    Arrays.fill(regions, start, start + delimiter.length(), region);
    Arrays.fill(regions, Math.min(i, end), end, region);
    return end;
  }

  /** Returns the number of outputs, including those in other branches. */
  int outputs() {
    return outputs;
  }

  /** The text outside tags; everything else is blank. */
  String literal() {
    return masked(false, ' ');
  }

  /** The text outside tags and the constants in outputs; everything else is blank. */
  String written() {
    return masked(true, ' ');
  }

  /** The text outside tags, with the given character for outputs; other tags are blank. */
  String outline(char output) {
    return masked(false, output);
  }

  private String masked(boolean constants, char output) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      out.append(
          switch (regions[i]) {
            case LITERAL -> text.charAt(i);
            case CONSTANT -> constants ? text.charAt(i) : output;
            case OUTPUT -> output;
            case TAG -> ' ';
          });
    }
    return out.toString();
  }

  /** Returns where a field is used in an output for the first time, or 0. */
  int positionOf(String field) {
    Matcher uses =
        Pattern.compile("(?<![\\w.])" + Pattern.quote(field) + "(?![\\w.])").matcher(text);
    while (uses.find()) {
      if (regions[uses.start()] == Region.OUTPUT) {
        return uses.start();
      }
    }
    return 0;
  }
}
