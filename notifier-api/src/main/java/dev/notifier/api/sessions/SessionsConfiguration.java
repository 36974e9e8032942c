package dev.notifier.api.sessions;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.security.Authenticator;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.users.UserSessionStore;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The beans for sessions of users. */
@Configuration(proxyBeanMethods = false)
public class SessionsConfiguration {
  @Bean
  UserSessionStore userSessionStore(Database database) {
    return new UserSessionStore(database.dataSource());
  }

  @Bean
  SessionTokens sessionTokens(NotifierConfig config, RandomGenerator random) {
    return new SessionTokens(config.privacyKey(), random);
  }

  @Bean
  SessionCache sessionCache(UserSessionStore store, LongSupplier nanos) {
    return new SessionCache(store::find, nanos);
  }

  @Bean(initMethod = "start")
  SessionUses sessionUses(UserSessionStore store, InstantSource clock) {
    return new SessionUses(store::noteUses, clock);
  }

  /** After the keys, which need no PostgreSQL. */
  @Bean
  @Order(1)
  Authenticator sessionAuthenticator(
      SessionTokens tokens,
      SessionCache cache,
      SessionUses uses,
      NotifierConfig config,
      InstantSource clock) {
    return new SessionAuthenticator(tokens, cache, uses, config.users().idleTimeout(), clock);
  }

  @Bean
  Sessions sessions(
      UserSessionStore store,
      SessionTokens tokens,
      SessionCache cache,
      NotifierConfig config,
      RandomGenerator random,
      InstantSource clock) {
    return new Sessions(
        store,
        tokens,
        cache,
        new Sessions.Settings(config.users().idleTimeout(), config.users().sessionLife()),
        random,
        clock);
  }

  @Bean
  SessionsController sessionsController(Sessions sessions, AuditTrail audit) {
    return new SessionsController(sessions, audit);
  }
}
