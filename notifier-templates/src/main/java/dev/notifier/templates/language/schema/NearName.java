package dev.notifier.templates.language.schema;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the name that somebody probably meant. */
public final class NearName {
  private static final int MIN_PREFIX = 4;

  private NearName() {}

  /**
   * Returns the first known name that differs only in case and separators, by one typing error, or
   * by an ending of one of the two.
   */
  public static Optional<String> of(Collection<String> known, String name) {
    String plain = plain(name);
    TreeSet<String> sorted = new TreeSet<>(known);
    return sorted.stream()
        .filter(each -> plain(each).equals(plain))
        .findFirst()
        .or(() -> sorted.stream().filter(each -> isNear(plain(each), plain)).findFirst())
        .or(() -> sorted.stream().filter(each -> isStart(plain(each), plain)).findFirst());
  }

  private static String plain(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}.]", "").toLowerCase(Locale.ROOT);
  }

  private static boolean isStart(String a, String b) {
    return Math.min(a.length(), b.length()) >= MIN_PREFIX && (a.startsWith(b) || b.startsWith(a));
  }

  /** Whether they differ by one typing error. */
  private static boolean isNear(String a, String b) {
    int start = 0;
    int shorter = Math.min(a.length(), b.length());
    while (start < shorter && a.charAt(start) == b.charAt(start)) {
      start++;
    }
    int end = 0;
    while (end < shorter - start
        && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
      end++;
    }
    int remainingA = a.length() - start - end;
    int remainingB = b.length() - start - end;
    boolean swapped =
        remainingA == 2
            && remainingB == 2
            && a.charAt(start) == b.charAt(start + 1)
            && a.charAt(start + 1) == b.charAt(start);
    return (remainingA <= 1 && remainingB <= 1) || swapped;
  }
}
