package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.users.UserCredentials;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Users sign in with a password and a second factor, on two instances with a clock of the test. */
class SignInIT {
  private static final AtomicLong SKIPPED = new AtomicLong();
  private static final String OVERRIDES = "--spring.main.allow-bean-definition-overriding=true";
  private static RunningApi api;
  private static RunningApi other;
  private static JdbcTemplate jdbc;
  private static int users;

  @BeforeAll
  static void start() {
    String url = RunningApi.newStoreUrl();
    String kafka = TestKafka.shared().bootstrapServers();
    api = RunningApi.start(SignInIT::clocks, kafka, url, OVERRIDES);
    other = RunningApi.start(SignInIT::clocks, kafka, url, OVERRIDES);
    jdbc = new JdbcTemplate(new DriverManagerDataSource(url, "postgres", ""));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/v1/templates").status() == 200);
  }

  private static void clocks(GenericApplicationContext context) {
    context.registerBean(
        "clock", InstantSource.class, () -> () -> Instant.now().plusNanos(SKIPPED.get()));
    context.registerBean(
        "nanos", LongSupplier.class, () -> () -> System.nanoTime() + SKIPPED.get());
  }

  @AfterAll
  static void stop() {
    other.close();
    api.close();
  }

  /** Failures of the address of these tests are forgotten. */
  @AfterEach
  void forgetFailures() {
    skip(Duration.ofMinutes(2));
  }

  private static void skip(Duration duration) {
    SKIPPED.addAndGet(duration.toNanos());
  }

  private static Instant now() {
    return Instant.now().plusNanos(SKIPPED.get());
  }

  private static SignedInUser user(String roles, String rights) {
    return SignedInUser.make(api, jdbc, "user" + ++users, "default", roles, rights);
  }

  @Test
  void aLinkAPasswordAndAnAppLeadToASession() {
    SignedInUser lan = user("{viewer}", "{}");
    lan.useLink(api.bean(UserCredentials.class).newLink(lan.id, false));
    String first = lan.token;
    assertThat(lan.get("/v1/templates").code()).isEqualTo("sign-in-incomplete");
    assertThat(lan.get("/v1/me").json().path("stage").asString()).isEqualTo("enrolment-needed");

    lan.addApp(now());
    assertThat(lan.token).as("another token").isNotEqualTo(first);
    assertThat(lan.recoveryCodes).hasSize(10);
    assertThat(lan.get("/v1/templates").status()).isEqualTo(200);
    assertThat(lan.get("/v1/jobs").code()).isEqualTo("missing-scope");
    String complete = lan.token;
    lan.token = first;
    assertThat(lan.get("/v1/templates").status()).as("the former token").isEqualTo(401);

    lan.token = complete;
    assertThat(lan.post("/v1/sign-out", "").status()).isEqualTo(204);
    assertThat(lan.get("/v1/templates").status()).isEqualTo(401);

    Reply begun = lan.signIn();
    assertThat(begun.status()).isEqualTo(200);
    assertThat(begun.json().path("secondFactors").toString())
        .isEqualTo("[\"totp\",\"recovery-code\"]");
    assertThat(lan.get("/v1/templates").code()).isEqualTo("sign-in-incomplete");
    assertThat(lan.post("/v1/me/totp", "").code()).isEqualTo("sign-in-incomplete");
    assertThat(lan.give(lan.code(now(), 1)).status()).isEqualTo(200);
    assertThat(lan.get("/v1/templates").status()).isEqualTo(200);
  }
}
