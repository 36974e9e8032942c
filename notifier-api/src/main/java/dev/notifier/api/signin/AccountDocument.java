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
 * The account of a user.
 *
 * @param scopes what the user may do now: none before the sign-in is complete
 * @param stage such as {@code complete}
 * @param secondFactorUntil until when the second factor is fresh; null if it was not given
 * @param secondFactors those that the user has
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountDocument(
    UUID id,
    String name,
    String fullName,
    String tenant,
    List<String> roles,
    List<String> rights,
    List<String> scopes,
    UUID sessionId,
    String stage,
    @Nullable Instant secondFactorUntil,
    List<String> secondFactors) {
  static AccountDocument of(Caller caller, StoredUser user, List<SecondFactor> factors) {
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
        factors.stream().map(SecondFactor::id).toList());
  }
}
