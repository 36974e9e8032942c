package dev.notifier.api.signin;

import dev.notifier.api.http.CommandBody;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.schema.RequestSchema;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of the requests with which users sign in. No text form has what they contain. */
final class SignInForms {
  private static final int MAX_BYTES = 4 << 10;

  private static final CommandBody.Allowed BODY =
      new CommandBody.Allowed("A sign-in", List.of("application/json"), MAX_BYTES);

  private static final RequestSchema SIGN_IN = schema("SignIn");
  private static final RequestSchema SECOND_FACTOR = schema("SecondFactor");
  private static final RequestSchema LINK = schema("LinkUse");
  private static final RequestSchema PASSWORD = schema("PasswordChange");
  private static final RequestSchema CODE = schema("AppCode");

  private SignInForms() {}

  record SignIn(String name, String password) {
    static SignIn read(HttpServletRequest request) throws IOException {
      return SIGN_IN.bind(CommandBody.read(request, BODY).object(), SignIn.class);
    }

    @Override
    public String toString() {
      return "SignIn[]";
    }
  }

  /**
   * One of both.
   *
   * @param code of an authenticator app
   */
  record Factor(@Nullable String code, @Nullable String recoveryCode) {
    static Factor read(HttpServletRequest request) throws IOException {
      return SECOND_FACTOR.bind(CommandBody.read(request, BODY).object(), Factor.class);
    }

    @Override
    public String toString() {
      return "Factor[]";
    }
  }

  record Link(String link, String password) {
    static Link read(HttpServletRequest request) throws IOException {
      return LINK.bind(CommandBody.read(request, BODY).object(), Link.class);
    }

    @Override
    public String toString() {
      return "Link[]";
    }
  }

  record Password(String present, String changed) {
    static Password read(HttpServletRequest request) throws IOException {
      return PASSWORD.bind(CommandBody.read(request, BODY).object(), Password.class);
    }

    @Override
    public String toString() {
      return "Password[]";
    }
  }

  record Code(String code) {
    static Code read(HttpServletRequest request) throws IOException {
      return CODE.bind(CommandBody.read(request, BODY).object(), Code.class);
    }

    @Override
    public String toString() {
      return "Code[]";
    }
  }

  private static RequestSchema schema(String name) {
    return RequestSchema.named(
        name, new RequestSchema.Codes(ErrorCode.INVALID_SIGN_IN, ErrorCode.INVALID_SIGN_IN));
  }
}
