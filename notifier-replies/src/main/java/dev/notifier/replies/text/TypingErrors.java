package dev.notifier.replies.text;

/** Compares words that differ by a typing error. */
final class TypingErrors {
  private TypingErrors() {}

  /** Whether one letter is different, missing or too many, or two neighbours are exchanged. */
  static boolean isOne(String expected, String typed) {
    if (Math.abs(expected.length() - typed.length()) > 1) {
      return false;
    }
    int start = 0;
    int shorter = Math.min(expected.length(), typed.length());
    while (start < shorter && expected.charAt(start) == typed.charAt(start)) {
      start++;
    }
    String rest = expected.substring(start);
    String typedRest = typed.substring(start);
    if (rest.length() > typedRest.length()) {
      return rest.substring(1).equals(typedRest);
    }
    if (rest.length() < typedRest.length()) {
      return typedRest.substring(1).equals(rest);
    }
    return !rest.isEmpty()
        && (rest.substring(1).equals(typedRest.substring(1)) || isExchanged(rest, typedRest));
  }

  private static boolean isExchanged(String rest, String typedRest) {
    return rest.length() >= 2
        && rest.charAt(0) == typedRest.charAt(1)
        && rest.charAt(1) == typedRest.charAt(0)
        && rest.substring(2).equals(typedRest.substring(2));
  }
}
