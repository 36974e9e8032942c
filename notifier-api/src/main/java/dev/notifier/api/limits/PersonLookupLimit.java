package dev.notifier.api.limits;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemWriter;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.UserSession;
import dev.notifier.contracts.access.Scope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Limits how many persons a user looks up who answers the questions of recipients: who copies the
 * data of many is stopped early. Administrators are not limited. Thread-safe.
 */
final class PersonLookupLimit implements HandlerInterceptor {
  private static final String PEOPLE = "/v1/people/";

  private final PersonLookups lookups;
  private final ProblemWriter problems;

  PersonLookupLimit(PersonLookups lookups, ProblemWriter problems) {
    this.lookups = lookups;
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
    UserSession session = caller.session();
    if (session == null || !isSupport(caller)) {
      return true;
    }
    Duration wait = lookups.take(session.userId());
    if (wait.isZero()) {
      return true;
    }
    problems.write(request, response, Problem.of(ErrorCode.TOO_MANY_LOOKUPS));
    response.setHeader(
        HttpHeaders.RETRY_AFTER, Long.toString(wait.plusNanos(999_999_999).toSeconds()));
    return false;
  }

  /** Of the roles, support and administrator look persons up, and one of them manages users. */
  private static boolean isSupport(Caller caller) {
    return caller.has(Scope.PEOPLE_READ) && !caller.has(Scope.USERS_MANAGE);
  }
}
