package dev.notifier.api.intake;

/** Characters that cannot be kept: PostgreSQL has no NUL, UTF-8 has no half of a character. */
final class ForbiddenCharacters {
  private ForbiddenCharacters() {}

  /** Control characters (Unicode category Cc) or half of a surrogate pair. */
  static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return isUnstorable(text);
  }

  /** NUL or half of a surrogate pair. */
  static boolean isUnstorable(String text) {
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
