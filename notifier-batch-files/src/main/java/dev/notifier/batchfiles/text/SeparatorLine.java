package dev.notifier.batchfiles.text;

import java.io.IOException;
import java.io.Reader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The first line {@code sep=;}, which Excel writes and reads, and which is no row. */
public final class SeparatorLine {
  private static final Pattern LINE =
      Pattern.compile(
          "\"?sep=([^\\r\\n\"])\"?[,;\\t|]*(\\r\\n|\\r|\\n|$)", Pattern.CASE_INSENSITIVE);
  private static final int MAX_CHARACTERS = 32;

  private SeparatorLine() {}

  /** Returns the delimiter that the text names in its first line. */
  public static @Nullable Character delimiter(String text) {
    Matcher matcher = LINE.matcher(text.substring(0, Math.min(text.length(), MAX_CHARACTERS)));
    return matcher.lookingAt() ? (Character) matcher.group(1).charAt(0) : null;
  }

  /** Returns the text without that line. */
  public static String without(String text) {
    Matcher matcher = LINE.matcher(text.substring(0, Math.min(text.length(), MAX_CHARACTERS)));
    return matcher.lookingAt() ? text.substring(matcher.end()) : text;
  }

  /**
   * Reads that line if it is there.
   *
   * @param reader at the start; supports marks
   */
  static void skip(Reader reader) throws IOException {
    reader.mark(MAX_CHARACTERS);
    char[] head = new char[MAX_CHARACTERS];
    int length = 0;
    int read;
    while (length < head.length && (read = reader.read(head, length, head.length - length)) > 0) {
      length += read;
    }
    reader.reset();
    Matcher matcher = LINE.matcher(new String(head, 0, length));
    long end = matcher.lookingAt() ? matcher.end() : 0;
    while (end > 0) {
      end -= reader.skip(end);
    }
  }
}
