package dev.notifier.api.signin;

import dev.notifier.api.audit.AuditTrail;
import dev.notifier.api.limits.UserRequestLimits;
import dev.notifier.api.security.FailedAttempts;
import dev.notifier.api.security.RefusedAccess;
import dev.notifier.api.security.TenantStates;
import dev.notifier.api.sessions.Sessions;
import dev.notifier.api.signin.password.FrequentPasswords;
import dev.notifier.api.signin.password.PasswordRules;
import dev.notifier.api.signin.password.Passwords;
import dev.notifier.api.signin.password.RankedPlaces;
import dev.notifier.api.users.UserCredentials;
import dev.notifier.config.NotifierConfig;
import dev.notifier.store.Database;
import dev.notifier.store.users.RecoveryCodeStore;
import dev.notifier.store.users.SignInAttempts;
import dev.notifier.store.users.UserCredentialStore;
import dev.notifier.store.users.UserStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans for the sign-in of users. */
@Configuration(proxyBeanMethods = false)
public class SignInConfiguration {
  /** Argon2id keeps one processor and 19 MiB busy for each. */
  private static final int PARALLEL_HASHES = 4;

  /** Each of them holds a thread. */
  private static final int MAX_WAITING = 24;

  @Bean
  UserCredentialStore userCredentialStore(Database database) {
    return new UserCredentialStore(database.dataSource());
  }

  @Bean
  SignInService.Stores signInStores(
      UserStore users, UserCredentialStore credentials, TenantStates tenants) {
    return new SignInService.Stores(users, credentials, tenants);
  }

  /** The other connections to PostgreSQL are for those with a key. */
  @Bean
  RankedPlaces signInConnections(NotifierConfig config) {
    return new RankedPlaces(config.postgres().maxConnections() / 2, MAX_WAITING);
  }

  @Bean
  Passwords passwords(RandomGenerator random) {
    return new Passwords(PARALLEL_HASHES, Long.toHexString(random.nextLong()));
  }

  @Bean
  PasswordRules passwordRules() {
    return new PasswordRules(FrequentPasswords.shipped());
  }

  @Bean
  GuessLimits guesses(
      Database database,
      UserCredentialStore credentials,
      RefusedAccess refused,
      UserRequestLimits limits,
      MeterRegistry registry,
      LongSupplier nanos,
      InstantSource clock) {
    // Not those of keys: a program with a wrong key must not stop the sign-in behind the same
    // proxy.
    GuessLimits.Failures failures =
        new GuessLimits.Failures(
            new FailedAttempts("failed sign-ins of users", nanos),
            new FailedAttempts("uses of links that are not valid", nanos),
            new FailedAttempts("wrong passwords and second factors of known users", nanos),
            new FailedAttempts("attempts to sign in", Duration.ofMinutes(1), nanos),
            new FailedAttempts("attempts of networks to sign in", Duration.ofMinutes(1), nanos));
    return new GuessLimits(
        new SignInAttempts(database.dataSource()),
        credentials,
        failures,
        refused,
        limits,
        new SignInCounts(registry),
        clock);
  }

  @Bean
  RecoveryCodes recoveryCodes(Database database, NotifierConfig config, RandomGenerator random) {
    return new RecoveryCodes(
        new RecoveryCodeStore(database.dataSource()), config.privacyKey(), random);
  }

  @Bean
  SecondFactors secondFactors(
      UserCredentialStore store,
      RecoveryCodes recoveryCodes,
      Sessions sessions,
      GuessLimits guesses,
      NotifierConfig config,
      AuditTrail audit,
      InstantSource clock) {
    return new SecondFactors(
        store,
        recoveryCodes,
        sessions,
        guesses,
        config.users().passkeys().isEnabled(),
        audit,
        clock);
  }

  @Bean
  UserCredentials userCredentials(
      UserCredentialStore store, Sessions sessions, RandomGenerator random, InstantSource clock) {
    return new CredentialLinks(store, sessions, random, clock);
  }

  @Bean
  SignInService signInService(
      SignInService.Stores stores,
      RankedPlaces connections,
      Passwords passwords,
      PasswordRules rules,
      Sessions sessions,
      SecondFactors factors,
      GuessLimits guesses,
      AuditTrail audit,
      InstantSource clock) {
    return new SignInService(
        stores, connections, passwords, rules, sessions, factors, guesses, audit, clock);
  }

  @Bean
  AuthenticatorApps authenticatorApps(
      UserCredentialStore store,
      RecoveryCodes recoveryCodes,
      SecondFactors factors,
      NotifierConfig config,
      AuditTrail audit,
      RandomGenerator random,
      LongSupplier nanos,
      InstantSource clock) {
    SecretBox box = new SecretBox(config.privacyKey(), random, nanos);
    return new AuthenticatorApps(store, recoveryCodes, factors, box, audit, random, clock);
  }

  @Bean
  OwnAccount ownAccount(
      SignInService.Stores stores,
      Passwords passwords,
      PasswordRules rules,
      SecondFactors factors,
      Sessions sessions,
      GuessLimits guesses,
      AuditTrail audit,
      InstantSource clock) {
    return new OwnAccount(stores, passwords, rules, factors, sessions, guesses, audit, clock);
  }

  @Bean
  SignInController signInController(SignInService service, AuthenticatorApps apps) {
    return new SignInController(service, apps);
  }

  @Bean
  AccountController accountController(OwnAccount account, AuthenticatorApps apps) {
    return new AccountController(account, apps);
  }
}
