package dev.notifier.api.limits;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemWriter;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.UserSession;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Limits how many persons a user looks up who answers the questions of recipients: who copies the
 * data of many is stopped early. Administrators are not limited. Callers with a key or a token are
 * limited in what they ask for recipients, so that a stolen key does not copy everything within
 * minutes. Thread-safe.
 */
public final class PersonLookupLimit implements HandlerInterceptor {
  private static final String PEOPLE = "/v1/people/";

  /** What portals and call-centre software ask, for one person after the other. */
  private static final Set<String> FOR_RECIPIENTS =
      Set.of("/v1/people/timeline", "/v1/people/verify");

  /** Of a key, on each instance; they may come at once. */
  private static final int REQUESTS_PER_MINUTE = 600;

  private final PersonLookups lookups;
  private final RequestLimits limits;
  private final ProblemWriter problems;

  PersonLookupLimit(PersonLookups lookups, RequestLimits limits, ProblemWriter problems) {
    this.lookups = lookups;
    this.limits = limits;
    this.problems = problems;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    // A request whose body arrived later comes again, as ASYNC.
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || !request.getServletPath().startsWith(PEOPLE)
        || !HttpMethod.POST.matches(request.getMethod())
        || !Caller.isKnown(request)) {
      return true;
    }
    Caller caller = Caller.of(request);
    boolean forRecipients = FOR_RECIPIENTS.contains(request.getServletPath());
    Duration wait = forRecipients || caller.session() != null ? take(caller) : Duration.ZERO;
    if (wait.isZero()) {
      return true;
    }
    problems.write(request, response, Problem.of(ErrorCode.TOO_MANY_LOOKUPS));
    response.setHeader(HttpHeaders.RETRY_AFTER, seconds(wait));
    return false;
  }

  /** Takes one look-up; zero if it is allowed, or else how long to wait. */
  public Duration take(Caller caller) {
    UserSession session = caller.session();
    if (session != null) {
      return caller.isSupport() ? lookups.take(session.userId()) : Duration.ZERO;
    }
    return limits
        .take("people:" + caller.name(), REQUESTS_PER_MINUTE, Duration.ofMinutes(1))
        .retryAfter();
  }

  /** The response to a look-up that is not allowed. */
  public static ResponseEntity<Problem> refused(Duration wait) {
    ResponseEntity<Problem> response = Problem.of(ErrorCode.TOO_MANY_LOOKUPS).toResponse();
    return ResponseEntity.status(response.getStatusCode())
        .headers(response.getHeaders())
        .headers(headers -> headers.set(HttpHeaders.RETRY_AFTER, seconds(wait)))
        .body(response.getBody());
  }

  private static String seconds(Duration wait) {
    return Long.toString(wait.plusNanos(999_999_999).toSeconds());
  }
}
