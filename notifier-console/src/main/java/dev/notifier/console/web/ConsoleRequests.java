package dev.notifier.console.web;

import dev.notifier.console.api.Api;
import dev.notifier.console.api.ApiCaller;
import dev.notifier.console.api.ApiCaller.Cause;
import dev.notifier.console.api.ApiClient;
import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.api.ApiProblem;
import dev.notifier.console.text.Language;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** Makes a {@link ConsoleRequest} of what the browser has sent. Thread-safe. */
public final class ConsoleRequests {
  /** The header of requests of a page that refreshes itself. */
  static final String AUTOMATIC = "Notifier-Automatic";

  /** Below this path, people practise: their requests are in the test tenant. */
  public static final String PRACTICE = "/practice";

  private static final String PRACTICE_ADDRESS = ConsoleRequests.class.getName() + ".practice";

  /** What a browser accepts that opens a stream of events. */
  private static final String STREAM = "text/event-stream";

  private static final ApiPath ME = ApiPath.of("/v1/me");
  private static final String USERS_ONLY = "users-only";
  private static final ApiCaller NO_CALLER = new ApiCaller("", "", "", Cause.PROGRAM, false);

  private static final Account NO_ACCOUNT =
      new Account(null, null, null, null, List.of(), List.of(), null, List.of(), false);

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
            "true".equals(request.getHeader(AUTOMATIC)) || isStream(request)
                ? Cause.PAGE
                : Cause.PERSON,
            practiceOf(request) != null);
    Language language =
        Language.of(
            Cookies.read(request, Cookies.LANGUAGE),
            orEmpty(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)));
    return new ConsoleRequest(
        path(request),
        orEmpty(request.getQueryString()),
        !HttpMethod.GET.matches(request.getMethod()),
        language,
        NO_ACCOUNT,
        client.of(caller),
        caller);
  }

  /**
   * Notes that a request is for a page of practice. It stays one, however it is dispatched.
   *
   * @param address with which it has arrived
   */
  public static void setPractice(HttpServletRequest request, String address) {
    request.setAttribute(PRACTICE_ADDRESS, address);
  }

  /** The address of a request for a page of practice; null if it is for another page. */
  public static @Nullable String practiceOf(HttpServletRequest request) {
    return request.getAttribute(PRACTICE_ADDRESS) instanceof String address ? address : null;
  }

  /** Whether a page asks for what keeps it up to date: no person has caused the request. */
  static boolean isStream(HttpServletRequest request) {
    return orEmpty(request.getHeader(HttpHeaders.ACCEPT)).contains(STREAM);
  }

  /**
   * A request that no person has sent, for parts of a page that many people see. It cannot ask the
   * HTTP interface.
   *
   * @param path of the page, for its links
   * @param scopes what the part shows to those who have them
   */
  public ConsoleRequest shared(String path, Language language, Set<String> scopes) {
    return new ConsoleRequest(
        path,
        "",
        false,
        language,
        new Account(null, null, null, null, List.copyOf(scopes), List.of(), null, List.of(), false),
        client.of(NO_CALLER),
        NO_CALLER);
  }

  /** The one who has sent a request, for a response that does not end with it. */
  public Viewer viewer(HttpServletRequest request) {
    ConsoleRequest found = of(request);
    return new Viewer(
        Cookies.read(request, Cookies.SESSION), found.caller(), found.language(), found.account());
  }

  /**
   * What a viewer may see now. This does not extend the session.
   *
   * @throws ApiException if the session has ended (401), or this cannot be found out
   */
  public Account accountOf(Viewer viewer) {
    String token = local.tokenOf(viewer.cookie());
    if (token.isEmpty()) {
      throw new ApiException(ApiProblem.unauthorized());
    }
    return account(viewer.cookie(), callerOf(viewer, token));
  }

  /**
   * The HTTP interface with the right of a viewer. Its requests do not extend the session, and are
   * refused when it has ended.
   */
  public Api apiOf(Viewer viewer) {
    return client.of(callerOf(viewer, local.tokenOf(viewer.cookie())));
  }

  private static ApiCaller callerOf(Viewer viewer, String token) {
    ApiCaller caller = viewer.caller();
    return new ApiCaller(
        token, caller.address(), caller.program(), Cause.PROGRAM, caller.practice());
  }

  /**
   * The account of a caller of the HTTP interface.
   *
   * @throws ApiException if the session has ended (401), or this cannot be found out
   */
  Account account(HttpServletRequest request, ApiCaller caller) {
    return account(Cookies.read(request, Cookies.SESSION), caller);
  }

  /** A key in a cookie is no session: only {@link LocalSessions} signs in holders of keys. */
  private Account account(String cookie, ApiCaller caller) {
    try {
      return client.of(caller).get(ME, Account.class);
    } catch (ApiException e) {
      if (e.problem().id().equals(USERS_ONLY)) {
        if (local.isOpen(cookie)) {
          return Account.administrator(caller.practice());
        }
        throw new ApiException(ApiProblem.unauthorized());
      }
      throw e;
    }
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
