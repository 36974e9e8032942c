package dev.notifier.console.templates;

import java.util.Locale;

/** Finds the page of a list, sorted by name, on which the names with a beginning are. */
final class NameSearch {
  /** The characters of names in their order. */
  private static final String LETTERS = "-0123456789abcdefghijklmnopqrstuvwxyz";

  private static final int MAX = 64;
  private static final String LAST = "zzzz";

  private NameSearch() {}

  /** What was typed, as a name is written: in lower case, hyphens for blanks. */
  static String normal(String typed) {
    String name =
        typed
            .strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[\\s_.]+", "-")
            .replaceAll("[^a-z0-9-]", "");
    return name.length() > MAX - LAST.length() ? name.substring(0, MAX - LAST.length()) : name;
  }

  /** A name before the first one with this beginning, and behind nearly all others before it. */
  static String before(String start) {
    int last = start.length() - 1;
    int letter = LETTERS.indexOf(start.charAt(last));
    return letter <= 1
        ? start.substring(0, last) + "-"
        : start.substring(0, last) + LETTERS.charAt(letter - 1) + LAST;
  }
}
