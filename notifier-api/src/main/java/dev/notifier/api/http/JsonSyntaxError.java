package dev.notifier.api.http;

import dev.notifier.templates.yaml.YamlPosition;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * Why a text is not JSON (RFC 8259).
 *
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param reason what is wrong and what to do, without a capital letter and a full stop; never
 *     contains more of the text than one character
 */
public record JsonSyntaxError(int line, int column, String reason) {
  private static final String QUOTES = "use straight double quotation marks (\")";
  private static final String DUPLICATE = "an object has this key twice; remove one of them";
  private static final int NO_BREAK_SPACE = 0xA0;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  /** Only syntax matters here: the callers limit the size of what they read. */
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /**
   * Finds the first error in a text, including duplicate keys and content after the end. Parses the
   * text again, because the position of a parser that reads bytes is not exact.
   *
   * @param text without a byte order mark
   */
  public static Optional<JsonSyntaxError> find(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      int depth = 0;
      boolean complete = false;
      while (parser.nextToken() != null) {
        if (complete) {
          long offset = parser.currentTokenLocation().getCharOffset();
          return Optional.of(at(text, offset, "the JSON ends before here; remove the rest"));
        }
        depth += depthChange(parser);
        complete = depth == 0;
      }
      return complete
          ? Optional.empty()
          : Optional.of(new JsonSyntaxError(1, 1, "there is no JSON; write an object"));
    } catch (StreamConstraintsException e) {
      return Optional.empty();
    } catch (JacksonException e) {
      long offset = e.getLocation().getCharOffset();
      String reason = reason(e, character(text, offset));
      return Optional.of(
          at(text, reason.equals(DUPLICATE) ? nameStart(text, offset) : offset, reason));
    }
  }

  /** Creates an error at an offset in UTF-16 units. */
  public static JsonSyntaxError at(String text, long offset, String reason) {
    YamlPosition position = YamlPosition.of(text, Math.clamp(offset, 0, text.length()));
    return new JsonSyntaxError(position.line(), position.column(), reason);
  }

  /** The detail of a problem. */
  public String detail() {
    return "This is not accepted as JSON at " + position() + ": " + reason + ".";
  }

  /** Whether an object has the same key twice, which RFC 8259 allows and Notifier does not. */
  public boolean duplicateKey() {
    return reason.equals(DUPLICATE);
  }

  /** The position, such as {@code line 1, column 6}. */
  public String position() {
    return "line " + line + ", column " + column;
  }

  private static int depthChange(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT, START_ARRAY -> 1;
      case END_OBJECT, END_ARRAY -> -1;
      default -> 0;
    };
  }

  /** Returns the offset of the name before an offset: of its opening quotation mark. */
  private static long nameStart(String text, long end) {
    int start = text.lastIndexOf('"', (int) end - 1);
    do {
      start = text.lastIndexOf('"', start - 1);
    } while (start > 0 && text.charAt(start - 1) == '\\');
    return start;
  }

  private static int character(String text, long offset) {
    return offset >= 0 && offset < text.length() ? text.codePointAt((int) offset) : 0;
  }

  /** Distinguishes the errors by the message: Jackson has one exception for almost all of them. */
  private static String reason(JacksonException e, int found) {
    String message = String.valueOf(e.getOriginalMessage());
    if (e instanceof UnexpectedEndOfInputException) {
      return message.contains("VALUE_STRING") || message.contains("quote")
          ? "the text at the end is not closed; add a quotation mark"
          : "the JSON ends too early; close all braces and brackets";
    }
    if (message.contains("to start property name")) {
      return switch (found) {
        case '}' -> "remove the comma before this brace";
        case '\'', '“', '”' -> "a name cannot begin with this quotation mark; " + QUOTES;
        default -> "a name must be here; put it in double quotation marks";
      };
    }
    if (message.contains("was expecting comma")) {
      return "a comma or the end of the list or object is missing before this character; add it";
    }
    if (message.contains("was expecting a colon")) {
      return "a colon is missing between the name and the value; add it";
    }
    if (message.contains("valid value") || message.contains("expected a value")) {
      return missingValue(found);
    }
    return textOrNumber(message.toLowerCase(Locale.ROOT));
  }

  private static String missingValue(int found) {
    return switch (found) {
      case ']' -> "remove the comma before this bracket";
      case '}', ',', ':' -> "a value is missing before this character; add it";
      case '\'', '“', '”' -> "a text cannot begin with this quotation mark; " + QUOTES;
      case '.' -> "a number cannot begin with a point; write 0 before it";
      case NO_BREAK_SPACE -> "a no-break space cannot be here; replace it with a blank";
      case BYTE_ORDER_MARK -> "a byte order mark cannot be here; remove it";
      default -> "a value cannot begin with this character; put a text in double quotation marks";
    };
  }

  private static String textOrNumber(String message) {
    if (message.contains("unrecognized token") || message.contains("non-standard token")) {
      return "only true, false and null are written without quotation marks; put a text in them";
    }
    if (message.contains("duplicate")) {
      return DUPLICATE;
    }
    if (message.contains("leading zeroes")) {
      return "a number cannot begin with 0; put it in quotation marks if the zero matters";
    }
    if (message.contains("illegal unquoted")) {
      return "a text contains a line break or another control character; write \\n or remove it";
    }
    if (message.contains("character escape") && !message.contains("hex")) {
      return "this escape sequence does not exist; write \\\\ for a backslash";
    }
    if (message.contains("hex-digit")) {
      return "four hexadecimal digits must follow \\u; complete them";
    }
    if (message.contains("comment")) {
      return "comments are not allowed in JSON; remove it";
    }
    if (message.contains("close marker")) {
      return "this bracket or brace does not match the one that was opened; correct it";
    }
    return message.contains("numeric value") || message.contains("plus sign")
        ? "this number is incomplete or has a plus sign; correct it"
        : "this character is not allowed here; remove it";
  }
}
