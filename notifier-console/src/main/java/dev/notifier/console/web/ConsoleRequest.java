package dev.notifier.console.web;

import dev.notifier.console.api.Api;
import dev.notifier.console.api.ApiCaller;
import dev.notifier.console.text.Language;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * A request of a person. Methods of controllers take it as a parameter; they are called only if the
 * sign-in is complete, unless they are {@link WithoutSession}.
 *
 * @param path behind the path of the console, without a leading slash, such as {@code routes/vt}
 * @param query of the request; empty without one
 * @param isCommand whether the answer is of a form, so that its address is no page to come back to
 * @param account who asks; without a name before the sign-in
 * @param api the HTTP interface with the right of this person
 * @param caller on whose behalf {@code api} sends requests
 */
public record ConsoleRequest(
    String path,
    String query,
    boolean isCommand,
    Language language,
    Account account,
    Api api,
    ApiCaller caller) {
  private static final String ATTRIBUTE = ConsoleRequest.class.getName();

  /**
   * The request that the servlet request is.
   *
   * @throws IllegalStateException if no interceptor has set it
   */
  public static ConsoleRequest of(HttpServletRequest request) {
    ConsoleRequest found = find(request);
    if (found == null) {
      throw new IllegalStateException("The request was not prepared");
    }
    return found;
  }

  /** Whether it is a request for a page by someone who has signed in. */
  public static boolean isSignedIn(HttpServletRequest request) {
    ConsoleRequest found = find(request);
    return found != null && found.account().isComplete();
  }

  static @Nullable ConsoleRequest find(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof ConsoleRequest found ? found : null;
  }

  ConsoleRequest with(Account found) {
    return new ConsoleRequest(path, query, isCommand, language, found, api, caller);
  }

  void set(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /**
   * A link to a page, relative to this one, so that the console works under any path of a proxy.
   *
   * @param page such as {@code routes/vt?tab=history}; empty for the overview
   */
  public String href(String page) {
    int depth = (int) path.chars().filter(c -> c == '/').count();
    String up = depth == 0 ? "./" : "../".repeat(depth);
    return up + page;
  }

  /** The response that sends the browser to another page after a command. */
  public ResponseEntity<Void> redirect(String page) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .header(HttpHeaders.LOCATION, URI.create(href(page)).toString())
        .build();
  }

  /** This page with its query, for coming back to it. */
  public String here() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** Whether htmx asks for a part of a page. */
  public static boolean isPart(HttpServletRequest request) {
    return "true".equals(request.getHeader("HX-Request"));
  }
}
