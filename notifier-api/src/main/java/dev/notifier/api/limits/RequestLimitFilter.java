package dev.notifier.api.limits;

import dev.notifier.api.limits.RequestLimits.Decision;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemWriter;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.api.security.RefusedUses;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Rejects the requests of a key beyond its limit, before their body is read, and says to each
 * caller what is left (draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4). Thread-safe.
 */
public final class RequestLimitFilter extends OncePerRequestFilter {
  private static final String POLICY = "RateLimit-Policy";
  private static final String STATE = "RateLimit";

  private final RequestLimits limits;
  private final RefusedUses refusals;
  private final ProblemWriter problems;

  RequestLimitFilter(RequestLimits limits, RefusedUses refusals, ProblemWriter problems) {
    this.limits = limits;
    this.refusals = refusals;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
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
    response.setHeader(HttpHeaders.CONNECTION, "close");
    problems.write(request, response, Problem.of(ErrorCode.TOO_MANY_REQUESTS));
    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds(decision.retryAfter())));
  }

  /** Rounded up, and at least one. */
  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusNanos(999_999_999).toSeconds());
  }
}
