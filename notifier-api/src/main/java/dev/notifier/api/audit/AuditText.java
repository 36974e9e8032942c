package dev.notifier.api.audit;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes texts of requests fit to be stored. */
final class AuditText {
  /** What ids, names of operations and of key prefixes consist of. */
  private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9._~:-]");

  /** A caller may put a number where an id belongs. */
  private static final Pattern DIGITS = Pattern.compile("[0-9]{7,}");

  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** What may be a phone number; a generated id is so once in two thousand times. */
  private static final Pattern NUMBER = Pattern.compile("[0-9._~-]{7,}");

  private AuditText() {}

  /** The caller's own id of a request, unless it may be a phone number. */
  static @Nullable String requestId(@Nullable String id) {
    return id != null && NUMBER.matcher(id).matches() ? "***" : id;
  }

  /** The text with other characters and long numbers replaced, and cut. */
  static String sane(String text, int maxCharacters) {
    if (UUID.matcher(text).matches()) {
      return text;
    }
    String cut = text.length() <= maxCharacters ? text : text.substring(0, maxCharacters);
    return DIGITS.matcher(OTHER.matcher(cut).replaceAll("?")).replaceAll("***");
  }
}
