package dev.notifier.api.signin.password;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Passwords that are guessed first: one to three words of a list in a row, with digits and signs
 * between and behind them, and with signs in place of letters; repeated characters; and rows of the
 * keyboard; numbers that are short or dates. The list has about 600 words. Immutable.
 */
public final class FrequentPasswords {
  private static final int MAX_WORDS = 3;
  private static final int MAX_PERIOD = 8;
  private static final int MIN_DIGITS = 16;

  private static final Pattern DATES =
      Pattern.compile(
          "(?:(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])(?:(?:19|20)\\d\\d|\\d\\d)"
              + "|(?:19|20)\\d\\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01]))?)+");

  /** Typed from the left to the right, or the other way round. */
  private static final String[] ROWS = {
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
    "!@#$%^&*()_+!@#$%^&*()_+",
    "a1b2c3d4e5f6g7h8i9j0",
    "qazwsxedcrfvtgbyhnujmikolp"
  };

  private final Set<String> words;

  private FrequentPasswords(Set<String> words) {
    this.words = Set.copyOf(words);
  }

  /** The list of the program. */
  public static FrequentPasswords shipped() {
    try (InputStream in = FrequentPasswords.class.getResourceAsStream("/frequent-words.txt")) {
      String text =
          new String(
              Objects.requireNonNull(in, "frequent-words.txt").readAllBytes(),
              StandardCharsets.UTF_8);
      return new FrequentPasswords(
          Arrays.stream(text.split("\\s+"))
              .filter(word -> !word.isEmpty())
              .collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether a password is one of them.
   *
   * @param password in lower case
   */
  boolean contains(String password) {
    String letters = letters(password);
    if (letters.isEmpty()) {
      return isFrequentNumber(password);
    }
    return isPeriodic(password)
        || isRow(password)
        || isRow(letters)
        || isPeriodic(letters)
        || isWords(letters, MAX_WORDS)
        || isWords(letters(unsubstituted(password)), MAX_WORDS);
  }

  /** Short numbers may be those of a person or a handset. */
  private static boolean isFrequentNumber(String password) {
    String digits = password.replaceAll("\\D", "");
    return digits.length() < MIN_DIGITS
        || isPeriodic(digits)
        || isRow(digits)
        || DATES.matcher(digits).matches();
  }

  /** Without digits and signs. */
  private static String letters(String text) {
    return text.replaceAll("[^\\p{L}]", "");
  }

  /** Digits and signs at the end are no letters. */
  private static String unsubstituted(String text) {
    return text.replaceAll("[^\\p{L}@$]+$", "")
        .replace('0', 'o')
        .replace('1', 'i')
        .replace('3', 'e')
        .replace('4', 'a')
        .replace('5', 's')
        .replace('7', 't')
        .replace('@', 'a')
        .replace('$', 's')
        .replace('!', 'i');
  }

  private boolean isWords(String letters, int atMost) {
    if (letters.isEmpty()) {
      return true;
    }
    if (atMost == 0) {
      return false;
    }
    for (int end = 2; end <= letters.length(); end++) {
      if (words.contains(letters.substring(0, end))
          && isWords(letters.substring(end), atMost - 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPeriodic(String text) {
    for (int period = 1; period <= Math.min(MAX_PERIOD, text.length() / 2); period++) {
      if (text.startsWith(text.substring(period))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRow(String text) {
    if (text.length() < PasswordRules.MIN_CHARACTERS / 2) {
      return false;
    }
    String reverse = new StringBuilder(text).reverse().toString();
    return Arrays.stream(ROWS).anyMatch(row -> row.contains(text) || row.contains(reverse));
  }
}
