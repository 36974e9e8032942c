package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.access.Practice;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.access.TenantRecord;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets a person practise as a user of the test tenant of their tenant. */
final class PracticeCaller {
  private static final String YES = "true";

  private PracticeCaller() {}

  /**
   * The caller that a request is of.
   *
   * @param caller who has sent it
   * @throws ProblemException if the header has another value, or if the caller is a stored key or
   *     has an access token: test keys are for programs
   */
  static Caller of(HttpServletRequest request, Caller caller) {
    @Nullable String header = request.getHeader(Practice.HEADER);
    if (header == null) {
      return caller;
    }
    if (!header.equals(YES)) {
      throw new ProblemException(
          Problem.of(
              ErrorCode.INVALID_PARAMETER,
              "The header " + Practice.HEADER + " is invalid. Send true, or omit it."));
    }
    if (caller.key() != null || caller.hasToken() || TenantRecord.isShadow(caller.tenant())) {
      throw new ProblemException(ErrorCode.USERS_ONLY);
    }
    Set<Scope> scopes =
        caller.scopes().stream()
            .filter(Practice.SCOPES::contains)
            .collect(Collectors.toUnmodifiableSet());
    return new Caller(
        caller.name(), TenantRecord.shadowOf(caller.tenant()), scopes, null, caller.session());
  }
}
