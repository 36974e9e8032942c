package dev.notifier.templates.language.program;

import dev.notifier.templates.TextError;
import dev.notifier.templates.language.program.ProgramResult.Problem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one rendering. The first problem is kept; later output is discarded. Not
 * thread-safe.
 */
final class RenderContext {
  /** See {@link CompiledProgram#MAX_OUTPUT_UNITS}. */
  static final int MAX_OUTPUT_UNITS = 2_000;

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
   * Starts a rendering.
   *
   * @param outline whether values are replaced by {@link CompiledProgram#OUTLINE_CHARACTER}
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

  /** Appends a value. */
  void append(String value) {
    if (outline) {
      ValueSanitizer.appendOutline(out, value);
    } else {
      out.append(value);
    }
    recordEnd(value, true);
  }

  /** Appends the author's default for a missing value. */
  void appendDefault(String text) {
    out.append(text);
    recordEnd(text, true);
  }

  /** Appends text of the template. Its full stop after a value that ends with one is omitted. */
  void appendLiteral(String text) {
    boolean doubleStop = afterValue && afterStop && text.startsWith(".");
    out.append(text, doubleStop ? 1 : 0, text.length());
    recordEnd(text, false);
  }

  private void recordEnd(String appended, boolean value) {
    afterValue = value;
    if (!appended.isEmpty()) {
      afterStop = appended.endsWith(".");
    }
    checkLength();
  }

  private void checkLength() {
    if (out.length() > MAX_OUTPUT_UNITS) {
      fail(
          TextError.TOO_LONG,
          "",
          "the text has more than " + MAX_OUTPUT_UNITS + " characters; shorten the values");
      // Limits the memory of what follows.
      out.setLength(0);
    }
  }

  /** Records the problem unless there is one already. */
  @Nullable Object fail(TextError error, String field, String detail) {
    if (problem == null) {
      problem = new Problem(error, field, detail);
    }
    return null;
  }

  /** Returns the raw value at the path; null if there is none. */
  @Nullable Object find(FieldPath path) {
    Object value = data.get(path.name(0));
    for (int i = 1; i < path.depth(); i++) {
      if (!(value instanceof Map<?, ?> inner)) {
        return null;
      }
      value = inner.get(path.name(i));
    }
    return value;
  }

  /** Returns the value as it may be written; null if there is none, or after a problem. */
  @Nullable Object value(FieldPath path) {
    Object value = find(path);
    return value instanceof String raw ? sanitizedText(raw, path.dotted()) : value;
  }

  /** Returns the text as it may be written; null if it is blank, or after a problem. */
  @Nullable String sanitizedText(String raw, String field) {
    // Checked before any work on the text: callers can send values of any size.
    if (raw.length() > 4 * ValueSanitizer.MAX_UNITS) {
      failTooLong(field);
      return null;
    }
    boolean normalized = ValueSanitizer.isNormalized(raw);
    String text = normalized ? raw : ValueSanitizer.normalize(raw);
    if (text.isEmpty()) {
      return null;
    }
    if (text.length() > ValueSanitizer.MAX_UNITS) {
      failTooLong(field);
      return null;
    }
    int forbidden = normalized ? -1 : ValueSanitizer.firstForbidden(text);
    if (forbidden >= 0) {
      fail(
          TextError.INVALID_VALUE,
          field,
          "remove the character U+%04X, which cannot be sent".formatted(forbidden));
      return null;
    }
    String allowed = links.apply(text);
    if (allowed == null) {
      fail(TextError.LINK, field, "remove the link; this template does not allow links");
    }
    return allowed;
  }

  private void failTooLong(String field) {
    fail(TextError.TOO_LONG, field, "shorten it to " + ValueSanitizer.MAX_UNITS + " characters");
  }

  /** Records that the template needs this value. */
  void failMissing(FieldPath path) {
    String detail =
        find(path) == null
            ? "add this field to the event's data"
            : "the field is blank; send a value";
    fail(TextError.MISSING_VALUE, path.dotted(), detail);
  }
}
