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
 * Limits how many persons a user who answers the questions of recipients looks up, so that a user
 * who copies the data of many is stopped early. Administrators are not limited. Callers with a key
 * or a token are limited in what they ask for recipients, so that a stolen key does not copy
 * everything within minutes, and in what they record, so that it does not fill the database.
 * Thread-safe.
 */
public final class PersonLookupLimit implements HandlerInterceptor {
  private static final String PEOPLE = "/v1/people/";

  /** Shows nothing of a person. */
  private static final String ENTRIES = "/v1/people/timeline/entries";

  /** What portals and call-centre software ask, for one person after the other. */
  private static final Set<String> FOR_RECIPIENTS =
      Set.of("/v1/people/timeline", "/v1/people/timeline/links", "/v1/people/verify");

  /** With the token of a link; it is a look-up, too. */
  private static final String LINK = "/v1/people/timeline/links/";

  /** Of a key, on each instance; they may come at once. */
  private static final int REQUESTS_PER_MINUTE = 600;

  /** As above. A portal answers more persons than agents do. */
  private static final int ENTRIES_PER_MINUTE = 6_000;

  /** Of a user who answers the questions of recipients. */
  private static final int CONVERSATIONS_PER_MINUTE = 60;

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
        || !isAboutPerson(request)
        || !Caller.isKnown(request)) {
      return true;
    }
    Caller caller = Caller.of(request);
    Duration wait = wait(caller, request.getServletPath());
    if (wait.isZero()) {
      return true;
    }
    problems.write(request, response, Problem.of(ErrorCode.TOO_MANY_LOOKUPS));
    response.setHeader(HttpHeaders.RETRY_AFTER, seconds(wait));
    return false;
  }

  private static boolean isAboutPerson(HttpServletRequest request) {
    String path = request.getServletPath();
    return path.startsWith(LINK)
        || (path.startsWith(PEOPLE) && HttpMethod.POST.matches(request.getMethod()));
  }

  private Duration wait(Caller caller, String path) {
    if (path.equals(ENTRIES)) {
      return limits
          .take("timeline-entries:" + caller.name(), ENTRIES_PER_MINUTE, Duration.ofMinutes(1))
          .retryAfter();
    }
    boolean forRecipients = FOR_RECIPIENTS.contains(path) || path.startsWith(LINK);
    return forRecipients || caller.session() != null ? take(caller) : Duration.ZERO;
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

  /**
   * Takes one look at a conversation that the caller has not taken; zero if it is allowed, or else
   * how long to wait. An agent reads some before taking one, so this does not count as a look-up.
   */
  public Duration takeConversation(Caller caller) {
    if (caller.session() != null && !caller.isSupport()) {
      return Duration.ZERO;
    }
    return limits
        .take(
            "conversations:" + caller.name(),
            caller.session() == null ? REQUESTS_PER_MINUTE : CONVERSATIONS_PER_MINUTE,
            Duration.ofMinutes(1))
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
