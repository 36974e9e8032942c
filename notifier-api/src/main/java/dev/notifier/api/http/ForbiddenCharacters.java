package dev.notifier.api.http;

/** Finds characters that cannot be stored: PostgreSQL rejects NUL, UTF-8 has no half characters. */
public final class ForbiddenCharacters {
  private ForbiddenCharacters() {}

  /** Whether a text contains a control character (Unicode category Cc) or an unpaired surrogate. */
  public static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return isUnstorable(text);
  }

  /** Whether a text contains NUL or an unpaired surrogate. */
  public static boolean isUnstorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return true;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return true;
        }
      }
    }
    return false;
  }
}
