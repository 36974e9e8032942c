package dev.notifier.console.layout;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the second factor again, for the commands that need a fresh one. Their forms have the field
 * of the template {@code layout/code.jte}.
 */
public final class SecondFactorForm {
  private static final ApiPath PATH = ApiPath.of("/v1/sign-in/second-factor");
  private static final int CODE_LENGTH = 6;

  private SecondFactorForm() {}

  /** The response to a code; the token is missing if it has not changed. */
  public record Given(@Nullable String token, @Nullable String stage) {}

  /**
   * Sends the code of a form, if it has one. Call it before the command.
   *
   * @throws ApiException if the code is wrong
   */
  public static void giveIfTyped(ConsoleRequest request, Form form) {
    String code = form.text("code");
    if (!code.isEmpty() && !request.account().isKey()) {
      give(request, code);
    }
  }

  /**
   * Sends a code of the authenticator app, or a recovery code.
   *
   * @throws ApiException if it is wrong
   */
  public static Given give(ConsoleRequest request, String typed) {
    String code = typed.replace(" ", "");
    boolean ofApp =
        code.length() == CODE_LENGTH && code.chars().allMatch(c -> c >= '0' && c <= '9');
    return request
        .api()
        .post(PATH, Map.of(ofApp ? "code" : "recoveryCode", ofApp ? code : typed), Given.class);
  }
}
