package dev.notifier.api.signin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.UserSession;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.users.StoredUser;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The account of a user. Before the sign-in is complete, it has only the session, its stage and the
 * second factors, because someone who knows only a password learns nothing else.
 *
 * @param scopes what the user may do now
 * @param stage such as {@code complete}
 * @param secondFactorUntil until when the second factor is fresh
 * @param secondFactors those that the user can give
 * @param failedAttempts to sign in as the user, since the sign-in before this one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountDocument(
    @Nullable UUID id,
    @Nullable String name,
    @Nullable String fullName,
    @Nullable String tenant,
    @Nullable List<String> roles,
    @Nullable List<String> rights,
    @Nullable List<String> scopes,
    UUID sessionId,
    String stage,
    @Nullable Instant secondFactorUntil,
    List<String> secondFactors,
    @Nullable Integer failedAttempts) {
  static AccountDocument incomplete(UserSession session, List<SecondFactor> factors) {
    return new AccountDocument(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        session.sessionId(),
        SignedIn.id(session.stage()),
        null,
        ids(factors),
        null);
  }

  static AccountDocument of(
      Caller caller, StoredUser user, List<SecondFactor> factors, int failedAttempts) {
    UserSession session = SecondFactors.session(caller);
    Instant given = session.secondFactorAt();
    return new AccountDocument(
        user.id(),
        user.name(),
        user.fullName(),
        user.tenant(),
        user.roles(),
        user.rights(),
        caller.scopes().stream().map(Scope::id).sorted().toList(),
        session.sessionId(),
        SignedIn.id(session.stage()),
        given == null ? null : given.plus(UserSession.FRESH),
        ids(factors),
        failedAttempts);
  }

  private static List<String> ids(List<SecondFactor> factors) {
    return factors.stream().map(SecondFactor::id).toList();
  }
}
