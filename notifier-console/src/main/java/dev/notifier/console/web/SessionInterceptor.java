package dev.notifier.console.web;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Finds out who asks, and sends people without a session to the sign-in. Thread-safe. */
public final class SessionInterceptor implements HandlerInterceptor {
  /** The page shows that the session has ended; see {@code live.js}. */
  private static final String SIGNED_OUT = "event: signed-out\ndata:\n\n";

  private final ConsoleRequests requests;

  public SessionInterceptor(ConsoleRequests requests) {
    this.requests = requests;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (WebAsyncUtils.getAsyncManager(request).hasConcurrentResult()) {
      // A stream has ended; the request was let through before.
      return true;
    }
    boolean open =
        handler instanceof HandlerMethod method && method.hasMethodAnnotation(WithoutSession.class);
    ConsoleRequest found = requests.unknown(request);
    found.set(request);
    if (!found.caller().token().isEmpty()) {
      found = withAccount(found, request, open);
      found.set(request);
    }
    if (open || found.account().isComplete()) {
      return true;
    }
    toSignIn(found, request, response);
    return false;
  }

  /** A page that needs no session is shown, too, if the account cannot be read. */
  private ConsoleRequest withAccount(
      ConsoleRequest request, HttpServletRequest http, boolean open) {
    try {
      return request.with(requests.account(http, request.caller()));
    } catch (ApiException e) {
      if (open || e.problem().status() == ApiProblem.UNAUTHORIZED) {
        return request;
      }
      throw e;
    }
  }

  /**
   * A part of a page cannot show the sign-in, and the page may have what a person has typed: it
   * stays, and says that the session has ended; see {@code console.js}.
   */
  private static void toSignIn(
      ConsoleRequest found, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (ConsoleRequests.isStream(request)) {
      response.setContentType("text/event-stream;charset=UTF-8");
      response.getWriter().write(SIGNED_OUT);
      return;
    }
    if (ConsoleRequest.isPart(request)) {
      response.setStatus(HttpStatus.UNAUTHORIZED.value());
      return;
    }
    if (HttpMethod.POST.matches(request.getMethod())) {
      // The page that answers keeps what was typed.
      throw new ApiException(ApiProblem.unauthorized());
    }
    String next =
        HttpMethod.GET.matches(request.getMethod())
            ? "?next=" + URLEncoder.encode(found.here(), StandardCharsets.UTF_8)
            : "";
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader(HttpHeaders.LOCATION, found.href("sign-in" + next));
  }
}
