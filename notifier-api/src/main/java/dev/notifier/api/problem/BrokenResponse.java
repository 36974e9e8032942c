package dev.notifier.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Breaks the connection of a response that fails after it has begun: its status is sent, so only a
 * missing end says to the client that it is not complete.
 */
public final class BrokenResponse {
  private static final String ATTRIBUTE = BrokenResponse.class.getName();

  private BrokenResponse() {}

  /** Sets what closes the connection of this request without the end of the response. */
  public static void onBreak(HttpServletRequest request, Runnable action) {
    request.setAttribute(ATTRIBUTE, action);
  }

  /** Breaks the connection if the response has begun, and returns whether it has. */
  static boolean isBroken(HttpServletRequest request, HttpServletResponse response) {
    if (!response.isCommitted()) {
      return false;
    }
    if (request.getAttribute(ATTRIBUTE) instanceof Runnable action) {
      action.run();
    }
    return true;
  }
}
