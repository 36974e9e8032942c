package dev.notifier.api.access;

import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.RequestId;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Notes the requests of keys, with the template of their path and never its values. */
final class KeyRequestsFilter extends OncePerRequestFilter {
  /** No method of the api is longer; a client may send any. */
  private static final int MAX_METHOD = 10;

  private static final String OPERATIONS = "/v1/";
  private static final int FIRST_ERROR = 400;
  private static final String NOTED = KeyRequestsFilter.class.getName() + ".noted";

  private final KeyRequests requests;
  private final InstantSource clock;

  KeyRequestsFilter(KeyRequests requests, InstantSource clock) {
    this.requests = requests;
    this.clock = clock;
  }

  /** A request whose body is still being read, or whose response is awaited, comes again. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (request.isAsyncStarted()) {
      // A body that is refused while it is read ends the request without another dispatch.
      request.getAsyncContext().addListener(new Completion(request, response));
    } else {
      note(request, response);
    }
  }

  /** Notes a request once. */
  private void note(HttpServletRequest request, HttpServletResponse response) {
    @Nullable CallerKey key = Caller.isKnown(request) ? Caller.of(request).key() : null;
    if (key != null && request.getAttribute(NOTED) == null) {
      request.setAttribute(NOTED, true);
      requests.add(key.id(), entry(request, response));
    }
  }

  private static @Nullable String error(HttpServletRequest request, int status) {
    String code = Problem.codeOf(request);
    return code == null && status >= FIRST_ERROR ? Problem.ofStatus(status).code() : code;
  }

  private KeyRequests.Entry entry(HttpServletRequest request, HttpServletResponse response) {
    String method = request.getMethod();
    String pattern =
        String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    return new KeyRequests.Entry(
        clock.instant(),
        method.substring(0, Math.min(method.length(), MAX_METHOD)),
        // What is no operation has the pattern of files, or none.
        pattern.startsWith(OPERATIONS) ? pattern : null,
        response.getStatus(),
        error(request, response.getStatus()),
        RequestId.of(request));
  }

  /** Notes a request when it has ended. */
  private final class Completion implements AsyncListener {
    private final HttpServletRequest request;
    private final HttpServletResponse response;

    private Completion(HttpServletRequest request, HttpServletResponse response) {
      this.request = request;
      this.response = response;
    }

    @Override
    public void onComplete(AsyncEvent event) {
      note(request, response);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      // Completion follows.
    }

    @Override
    public void onError(AsyncEvent event) {
      // Completion follows.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // The filter comes again, and listens again.
    }
  }
}
