package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.access.Scope;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.http.HttpMethod;

/** Decides which operations need a fresh second factor of a user. Stateless. */
final class StepUp {
  private static final Set<Scope> SCOPES =
      EnumSet.of(
          Scope.KEYS_MANAGE,
          Scope.USERS_MANAGE,
          Scope.TENANTS_MANAGE,
          Scope.ROUTES_OPERATE,
          Scope.PEOPLE_ERASE,
          Scope.EXPORT);

  private StepUp() {}

  /** Whether an operation needs it: a user who only reads changes nothing, and sees no secret. */
  static boolean isNeeded(Scope scope, String method) {
    boolean reads = HttpMethod.GET.matches(method) || HttpMethod.HEAD.matches(method);
    return SCOPES.contains(scope) && !reads;
  }

  /**
   * Requires that the sign-in is complete.
   *
   * @throws ProblemException if the second factor is still needed
   */
  static void requireComplete(UserSession session) {
    switch (session.stage()) {
      case SECOND_FACTOR_NEEDED ->
          throw incomplete("Send a code of your second factor to POST /v1/sign-in/second-factor.");
      case ENROLMENT_NEEDED -> throw incomplete("Add a second factor with POST /v1/me/totp.");
      case COMPLETE -> {}
    }
  }

  /**
   * Requires a fresh second factor.
   *
   * @throws ProblemException if it is older than {@link UserSession#FRESH}
   */
  static void requireFresh(UserSession session, Instant now) {
    if (!session.hasFreshSecondFactor(now)) {
      throw new ProblemException(ErrorCode.SECOND_FACTOR_REQUIRED);
    }
  }

  private static ProblemException incomplete(String advice) {
    return new ProblemException(
        Problem.of(
            ErrorCode.SIGN_IN_INCOMPLETE, ErrorCode.SIGN_IN_INCOMPLETE.title() + ". " + advice));
  }
}
