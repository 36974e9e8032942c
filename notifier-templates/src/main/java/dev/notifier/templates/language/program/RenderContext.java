package dev.notifier.templates.language.program;

import dev.notifier.templates.TextError;
import dev.notifier.templates.language.TemplateLanguage;
import dev.notifier.templates.language.program.ProgramResult.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rendering. The first problem is kept; what follows writes into a text that nobody sees. Not
 * thread-safe.
 */
final class RenderContext {
  private static final String ENGLISH = "en";

  private final Map<String, ? extends @Nullable Object> data;
  private final LinkRule links;
  private final boolean english;
  private final boolean outline;
  private final StringBuilder out;
  private boolean afterValue;
  private boolean afterStop;
  private @Nullable Problem problem;

  /**
   * Begins one.
   *
   * @param outline whether values are only outlined
   */
  RenderContext(
      Map<String, ? extends @Nullable Object> data,
      String locale,
      LinkRule links,
      int expectedUnits,
      boolean outline) {
    this.data = data;
    this.links = links;
    english = locale.equals(ENGLISH) || locale.startsWith(ENGLISH + "-");
    this.outline = outline;
    out = new StringBuilder(expectedUnits);
  }

  boolean isEnglish() {
    return english;
  }

  boolean hasFailed() {
    return problem != null;
  }

  @Nullable Problem problem() {
    return problem;
  }

  String text() {
    return out.toString();
  }

  /** A value. */
  void append(String value) {
    if (outline) {
      ValueSanitizer.appendOutline(out, value);
    } else {
      out.append(value);
    }
    noteEnd(value, true);
  }

  /** What the author wrote for a value that is missing. */
  void appendDefault(String text) {
    out.append(text);
    noteEnd(text, true);
  }

  /** Text of the wording. Its full stop after a value that ends with one is left out. */
  void appendLiteral(String text) {
    boolean stopTwice = afterValue && afterStop && text.startsWith(".");
    out.append(text, stopTwice ? 1 : 0, text.length());
    noteEnd(text, false);
  }

  private void noteEnd(String appended, boolean value) {
    afterValue = value;
    if (!appended.isEmpty()) {
      afterStop = appended.endsWith(".");
    }
    checkLength();
  }

  private void checkLength() {
    if (out.length() > TemplateLanguage.MAX_OUTPUT_UNITS) {
      fail(
          TextError.TOO_LONG,
          "",
          "the text has more than "
              + TemplateLanguage.MAX_OUTPUT_UNITS
              + " characters; shorten values");
      // What comes after must not make it longer still.
      out.setLength(0);
    }
  }

  /** Notes the problem unless there is one already. */
  @Nullable Object fail(TextError error, String field, String detail) {
    if (problem == null) {
      problem = new Problem(error, field, detail);
    }
    return null;
  }

  /** What stands at the place, untouched; null if nothing does. */
  @Nullable Object find(FieldPath place) {
    Object value = data.get(place.name(0));
    for (int i = 1; i < place.depth(); i++) {
      if (!(value instanceof Map<?, ?> inner)) {
        return null;
      }
      value = inner.get(place.name(i));
    }
    return value;
  }

  /** The value as it may stand in a text; null if there is none, or after a problem. */
  @Nullable Object value(FieldPath place) {
    Object value = find(place);
    return value instanceof String raw ? text(raw, place.shown()) : value;
  }

  /** A text as it may stand in a message; null if it is blank, or after a problem. */
  @Nullable String text(String raw, String field) {
    // Before any work on it: the value is the caller's and may be of any size.
    if (raw.length() > 4 * ValueSanitizer.MAX_UNITS) {
      tooLong(field);
      return null;
    }
    boolean tidy = ValueSanitizer.isTidy(raw);
    String text = tidy ? raw : ValueSanitizer.tidy(raw);
    if (text.isEmpty()) {
      return null;
    }
    if (text.length() > ValueSanitizer.MAX_UNITS) {
      tooLong(field);
      return null;
    }
    if (!tidy && ValueSanitizer.firstForbidden(text) >= 0) {
      fail(TextError.INVALID_VALUE, field, "remove control, line-break and direction characters");
      return null;
    }
    String allowed = links.apply(text);
    if (allowed == null) {
      fail(TextError.LINK, field, "remove the link; this wording takes none");
    }
    return allowed;
  }

  private void tooLong(String field) {
    fail(TextError.TOO_LONG, field, "shorten it to " + ValueSanitizer.MAX_UNITS + " characters");
  }

  /** Notes that a wording needs this value. */
  void missing(FieldPath place) {
    String detail =
        find(place) == null ? "add this field to the event's data" : "the field is blank; fill it";
    fail(TextError.MISSING_VALUE, place.shown(), detail);
  }
}
