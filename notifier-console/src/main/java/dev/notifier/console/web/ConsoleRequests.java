package dev.notifier.console.web;

import dev.notifier.console.api.ApiCaller;
import dev.notifier.console.api.ApiClient;
import dev.notifier.console.text.Language;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Makes a {@link ConsoleRequest} of what the browser has sent. Thread-safe. */
public final class ConsoleRequests {
  /** The header of requests of a page that refreshes itself. */
  static final String AUTOMATIC = "Notifier-Automatic";

  private static final Account NO_ACCOUNT =
      new Account(null, null, null, null, List.of(), List.of(), null);

  private final ApiClient client;
  private final LocalSessions local;

  public ConsoleRequests(ApiClient client, LocalSessions local) {
    this.client = client;
    this.local = local;
  }

  /** The request with its account, if that is known; else the request of someone unknown. */
  public ConsoleRequest of(HttpServletRequest request) {
    ConsoleRequest found = ConsoleRequest.find(request);
    return found == null ? unknown(request) : found;
  }

  /** The request of someone whose account was not read yet. */
  ConsoleRequest unknown(HttpServletRequest request) {
    String token = local.tokenOf(Cookies.read(request, Cookies.SESSION));
    ApiCaller caller =
        new ApiCaller(
            token,
            request.getRemoteAddr(),
            orEmpty(request.getHeader(HttpHeaders.USER_AGENT)),
            "true".equals(request.getHeader(AUTOMATIC)));
    Language language =
        Language.of(
            Cookies.read(request, Cookies.LANGUAGE),
            orEmpty(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
    return new ConsoleRequest(
        path(request),
        orEmpty(request.getQueryString()),
        language,
        NO_ACCOUNT,
        client.of(caller),
        caller);
  }

  /** Behind the path of the console, as the browser sent it. */
  private static String path(HttpServletRequest request) {
    String path = request.getRequestURI().substring(request.getContextPath().length());
    return path.startsWith("/") ? path.substring(1) : path;
  }

  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
