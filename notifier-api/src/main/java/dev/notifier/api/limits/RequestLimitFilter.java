package dev.notifier.api.limits;

import dev.notifier.api.limits.RequestLimits.Decision;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemWriter;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.api.security.RefusedUses;
import dev.notifier.api.security.UserSession;
import dev.notifier.console.server.ConsoleCalls;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects the requests of a key or a user beyond the limit, before their body is read, and says to
 * each key what is left (draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4). Thread-safe.
 */
public final class RequestLimitFilter extends OncePerRequestFilter {
  private static final String POLICY = "RateLimit-Policy";
  private static final String STATE = "RateLimit";

  private static final String ACCOUNT = "/v1/me";

  private final RequestLimits limits;
  private final UserRequestLimits users;
  private final RefusedUses refusals;
  private final ProblemWriter problems;

  RequestLimitFilter(
      RequestLimits limits, UserRequestLimits users, RefusedUses refusals, ProblemWriter problems) {
    this.limits = limits;
    this.users = users;
    this.refusals = refusals;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isRefused(request, response)) {
      return;
    }
    @Nullable CallerKey key = Caller.isKnown(request) ? Caller.of(request).key() : null;
    @Nullable Integer limit = key == null ? null : key.permissions().requestsPerSecond();
    if (key == null || limit == null) {
      chain.doFilter(request, response);
      return;
    }
    Decision decision = limits.take(key.id(), limit);
    response.setHeader(POLICY, "\"key\";q=" + limit + ";w=1");
    response.setHeader(
        STATE, "\"key\";r=" + decision.remaining() + ";t=" + seconds(decision.untilFull()));
    if (decision.accepted()) {
      chain.doFilter(request, response);
      return;
    }
    refusals.add(key.id(), RefusedUses.Reason.REQUEST_LIMIT);
    refuse(request, response, decision.retryAfter());
  }

  /** Whether a user has sent too many. */
  private boolean isRefused(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    @Nullable UserSession session = Caller.isKnown(request) ? Caller.of(request).session() : null;
    if (session == null) {
      return false;
    }
    Duration wait =
        ConsoleCalls.isOfProgram(request)
            ? users.takeOfProgram(session.userId())
            : users.take(session.userId(), isChange(request));
    if (wait.isZero()) {
      return false;
    }
    refuse(request, response, wait);
    return true;
  }

  /** The options of a passkey change no account. */
  private static boolean isChange(HttpServletRequest request) {
    String path = request.getServletPath();
    return path.startsWith(ACCOUNT)
        && !path.endsWith("/options")
        && !HttpMethod.GET.matches(request.getMethod());
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response, Duration wait)
      throws IOException {
    response.setHeader(HttpHeaders.CONNECTION, "close");
    problems.write(request, response, Problem.of(ErrorCode.TOO_MANY_REQUESTS));
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds(wait)));
  }

  /** Rounded up, and at least one. */
  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
  }
}
