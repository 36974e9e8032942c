package dev.notifier.api.app;

import dev.notifier.api.security.Authenticator;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.UserSession;
import dev.notifier.contracts.access.Right;
import dev.notifier.contracts.access.Role;
import dev.notifier.contracts.access.UserScopes;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.context.support.GenericApplicationContext;

/** Callers with the roles of users, without a sign-in. Thread-safe. */
final class TestUsers implements Authenticator {
  private final Map<String, Caller> callers = new ConcurrentHashMap<>();

  /** Registers it with an application. */
  Consumer<GenericApplicationContext> bean() {
    return context -> context.registerBean("testUsers", Authenticator.class, () -> this);
  }

  /**
   * The token of a session of a user, whose second factor was given just now.
   *
   * @param name of the user, who need not be stored
   */
  String token(String tenant, String name, Set<Role> roles, Set<Right> rights) {
    UserSession session =
        new UserSession(
            UUID.randomUUID(), UUID.randomUUID(), UserSession.Stage.COMPLETE, Instant.now());
    String token = "test-session-" + session.sessionId();
    callers.put(
        token,
        new Caller(
            Caller.USER_PREFIX + name,
            tenant,
            UserScopes.of(
                tenant,
                roles.stream().map(Role::id).toList(),
                rights.stream().map(Right::id).toList()),
            null,
            session));
    return token;
  }

  @Override
  public Optional<Caller> callerOf(String token) {
    return Optional.ofNullable(callers.get(token));
  }
}
