package dev.notifier.api.security;

import jakarta.servlet.http.HttpServletRequest;

/** Who makes a call, for what is noted of it. */
public final class Caller {
  /** Whoever has the key of {@code notifier.api-key}. */
  public static final String API = "api";

  private static final String ATTRIBUTE = Caller.class.getName();

  private Caller() {}

  /**
   * The name under which the caller's key stands in the configuration.
   *
   * @throws IllegalStateException for a call that nobody let in
   */
  public static String of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String name) {
      return name;
    }
    throw new IllegalStateException("Nobody asked for the key of this call");
  }

  static void note(HttpServletRequest request, String name) {
    request.setAttribute(ATTRIBUTE, name);
  }
}
