package dev.notifier.api.security;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.Problem;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.contracts.access.Scope;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that callers give no scope that they do not have themselves. */
public final class HeldScopes {
  private HeldScopes() {}

  /**
   * Requires that a caller may do all of this.
   *
   * @throws ProblemException with the code {@code scope-not-held} if a scope is missing
   */
  public static void require(Caller caller, Set<Scope> scopes) {
    Set<Scope> missing = EnumSet.noneOf(Scope.class);
    missing.addAll(Scope.withImplied(scopes));
    missing.removeAll(caller.scopes());
    if (!missing.isEmpty()) {
      String ids = missing.stream().map(Scope::id).collect(Collectors.joining(", "));
      throw new ProblemException(
          Problem.of(
              ErrorCode.SCOPE_NOT_HELD,
              ErrorCode.SCOPE_NOT_HELD.detail() + " You lack " + ids + "."));
    }
  }
}
