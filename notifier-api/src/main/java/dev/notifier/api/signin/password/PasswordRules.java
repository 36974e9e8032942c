package dev.notifier.api.signin.password;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import java.util.Locale;

/**
 * Decides which passwords are accepted: long ones that are not easy to guess. Their kinds of
 * characters do not matter (NIST SP 800-63B, 3.1.1.2). Stateless.
 */
public final class PasswordRules {
  static final int MIN_CHARACTERS = 12;
  static final int MAX_CHARACTERS = 128;

  private static final String PRODUCT = "notifier";
  private static final int MIN_NAME = 3;

  private final FrequentPasswords frequent;

  public PasswordRules(FrequentPasswords frequent) {
    this.frequent = frequent;
  }

  /**
   * Checks a new password.
   *
   * @param user the name that the user types
   * @throws ProblemException {@code unusable-password}; the detail does not repeat the password
   */
  public void check(String password, String user) {
    String normal = Passwords.normalized(password);
    int characters = normal.codePointCount(0, normal.length());
    if (characters < MIN_CHARACTERS || characters > MAX_CHARACTERS) {
      throw rejected(
          "A password has "
              + MIN_CHARACTERS
              + " to "
              + MAX_CHARACTERS
              + " characters. Several words are easy to remember.");
    }
    String lower = normal.toLowerCase(Locale.ROOT);
    if (lower.contains(PRODUCT) || (user.length() >= MIN_NAME && lower.contains(user))) {
      throw rejected(
          "The password contains your name or that of the program. Choose words that have nothing"
              + " to do with them.");
    }
    if (frequent.contains(lower)) {
      throw rejected(
          "Many people use this password, or one like it, so it is guessed first. Choose several"
              + " words that do not belong together.");
    }
  }

  private static ProblemException rejected(String detail) {
    return new ProblemException(Problem.of(ErrorCode.UNUSABLE_PASSWORD, detail));
  }
}
