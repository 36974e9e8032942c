package dev.notifier.api.security;

import jakarta.servlet.http.HttpServletRequest;

/** The authenticated caller of a request, for the audit. */
public final class Caller {
  /** The name of the caller with the key {@code notifier.api-key}. */
  public static final String API = "api";

  private static final String ATTRIBUTE = Caller.class.getName();

  private Caller() {}

  /**
   * The name that the configuration gives to the caller's key.
   *
   * @throws IllegalStateException if the request was not authenticated
   */
  public static String of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof String name) {
      return name;
    }
    throw new IllegalStateException("The request was not authenticated");
  }

  /** Whether the request was authenticated. */
  public static boolean isKnown(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }

  static void set(HttpServletRequest request, String name) {
    request.setAttribute(ATTRIBUTE, name);
  }
}
