package dev.notifier.api.body;

import jakarta.servlet.http.HttpServletRequest;

/** Makes the server drop the rest of a body, for code that has no access to the server. */
public final class UnreadBody {
  private static final String ATTRIBUTE = UnreadBody.class.getName();

  private UnreadBody() {}

  /** Sets what makes the server not read the rest of the body of this request. */
  public static void onAbandon(HttpServletRequest request, Runnable action) {
    request.setAttribute(ATTRIBUTE, action);
  }

  static void abandon(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Runnable action) {
      action.run();
    }
  }
}
