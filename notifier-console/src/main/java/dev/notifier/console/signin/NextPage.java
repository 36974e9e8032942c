package dev.notifier.console.signin;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page after the sign-in. An address of another place is ignored. */
public final class NextPage {
  /** A path of the console with its query: no scheme, no host, no way up. */
  private static final Pattern OWN =
      Pattern.compile(
          "(?!.*(?:\\.\\.|%2[Ee]|%(?![0-9A-Fa-f]{2})))"
              + "[a-z0-9][A-Za-z0-9/_.~%-]*(\\?[A-Za-z0-9=&_.~%+-]*)?");

  private NextPage() {}

  /** The page, or the overview. */
  public static String of(String next) {
    return OWN.matcher(next).matches() ? next : "";
  }

  /** The page behind a step of the sign-in. */
  static String behind(@Nullable String stage, String next) {
    return switch (stage) {
          case "enrolment-needed" -> "sign-in/app";
          case "complete" -> "sign-in/done";
          case null, default -> "sign-in/code";
        }
        + query(next);
  }

  /** The query that carries it on. */
  static String query(String next) {
    String page = of(next);
    return page.isEmpty() ? "" : "?next=" + URLEncoder.encode(page, StandardCharsets.UTF_8);
  }
}
