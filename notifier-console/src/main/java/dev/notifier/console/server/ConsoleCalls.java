package dev.notifier.console.server;

import jakarta.servlet.http.HttpServletRequest;

/** What the HTTP interface knows of the calls of the console. */
public final class ConsoleCalls {
  private static final String ATTRIBUTE = ConsoleCalls.class.getName();

  private ConsoleCalls() {}

  static void markOfProgram(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, true);
  }

  /**
   * Whether the console has sent it to keep open pages up to date, for all who look at them. The
   * secret of this process proves it, so neither a browser nor a client of the HTTP interface can
   * cause it.
   */
  public static boolean isOfProgram(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }
}
