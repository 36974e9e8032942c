package dev.notifier.api.app;

import dev.notifier.api.signin.password.CheaperPasswords;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestKafka;
import dev.notifier.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Two instances on which users sign in, with a clock of the test, and a PostgreSQL to interrupt.
 * They start once and end with the JVM: all classes use them, each with users of its own.
 */
@SuppressWarnings("NullAway.Init") // The first class that starts sets them for all.
abstract class SignInApi {
  static final String EVENTS = "the-key-that-sends-events-with-32-characters";
  private static final AtomicLong SKIPPED = new AtomicLong();
  private static final String OVERRIDES = "--spring.main.allow-bean-definition-overriding=true";
  static RunningApi api;
  static RunningApi other;
  static InterruptibleProxy postgres;
  static JdbcTemplate jdbc;
  static int users;
  private static boolean started;

  @BeforeAll
  static synchronized void start() {
    if (started) {
      return;
    }
    String url = RunningApi.newStoreUrl();
    String kafka = TestKafka.shared().bootstrapServers();
    postgres = TestPostgres.shared().newProxy();
    api =
        RunningApi.start(
            SignInApi::beans,
            kafka,
            url.replaceFirst(":\\d+/", ":" + postgres.port() + "/"),
            OVERRIDES,
            "--notifier.operators.masked.key=" + EVENTS,
            "--notifier.operators.masked.scopes=events:write");
    other = RunningApi.start(SignInApi::beans, kafka, url, OVERRIDES);
    jdbc = new JdbcTemplate(new DriverManagerDataSource(url, "postgres", ""));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            Boolean.TRUE.equals(
                    jdbc.queryForObject(
                        "select to_regclass('user_sessions') is not null", Boolean.class))
                && api.get("/v1/templates").status() == 200);
    started = true;
  }

  private static void beans(GenericApplicationContext context) {
    CheaperPasswords.register(context);
    context.registerBean(
        "clock", InstantSource.class, () -> () -> Instant.now().plusNanos(SKIPPED.get()));
    context.registerBean(
        "nanos", LongSupplier.class, () -> () -> System.nanoTime() + SKIPPED.get());
  }

  /** Failures of the address of these tests are forgotten. */
  @AfterEach
  void forgetFailures() {
    skip(Duration.ofMinutes(2));
  }

  static void skip(Duration duration) {
    SKIPPED.addAndGet(duration.toNanos());
    api.reconnect();
    other.reconnect();
  }

  static Instant now() {
    return Instant.now().plusNanos(SKIPPED.get());
  }

  static SignedInUser user(String roles, String rights) {
    return SignedInUser.make(api, jdbc, "user" + ++users, "default", roles, rights);
  }

  static SignedInUser enrolled(String roles, String rights) {
    return user(roles, rights).enrol(now());
  }
}
