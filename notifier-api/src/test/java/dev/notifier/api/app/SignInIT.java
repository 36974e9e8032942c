package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.users.UserCredentials;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestKafka;
import dev.notifier.testing.TestPostgres;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
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
  private static final String EVENTS = "the-key-that-sends-events-with-32-characters";
  private static final AtomicLong SKIPPED = new AtomicLong();
  private static final String OVERRIDES = "--spring.main.allow-bean-definition-overriding=true";
  private static RunningApi api;
  private static RunningApi other;
  private static InterruptibleProxy postgres;
  private static JdbcTemplate jdbc;
  private static int users;

  @BeforeAll
  static void start() {
    String url = RunningApi.newStoreUrl();
    String kafka = TestKafka.shared().bootstrapServers();
    postgres = TestPostgres.shared().newProxy();
    api =
        RunningApi.start(
            SignInIT::clocks,
            kafka,
            url.replaceFirst(":\\d+/", ":" + postgres.port() + "/"),
            OVERRIDES,
            "--notifier.operators.masked.key=" + EVENTS,
            "--notifier.operators.masked.scopes=events:write");
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
    postgres.close();
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

  private static SignedInUser enrolled(String roles, String rights) {
    return user(roles, rights).enrol(now());
  }

  @Test
  void whateverIsWrongTheResponseIsTheSame() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser disabled = enrolled("{viewer}", "{}");
    jdbc.update("update users set disabled_at = now(), disabled_by = 'x' where id = ?", disabled.id);
    SignedInUser without = user("{viewer}", "{}");
    Reply wrong = lan.signIn("a wrong password");
    assertThat(wrong.code()).isEqualTo("wrong-credentials");
    assertThat(wrong.status()).isEqualTo(401);
    for (Reply reply : List.of(disabled.signIn(), without.signIn())) {
      assertThat(reply.status()).isEqualTo(401);
      assertThat(withoutInstance(reply)).isEqualTo(withoutInstance(wrong));
    }
    assertThat(lan.post("/v1/sign-in", "{\"name\":\"no'; body\",\"password\":\"x\"}").code())
        .isEqualTo("wrong-credentials");
    SignedInUser capital = lan.again();
    assertThat(
            capital
                .post(
                    "/v1/sign-in",
                    "{\"name\":\" "
                        + lan.name.toUpperCase(Locale.ROOT)
                        + "\",\"password\":\""
                        + Normalizer.normalize(lan.password, Normalizer.Form.NFD)
                        + "\"}")
                .status())
        .as("letters of another form")
        .isEqualTo(200);
  }

  private static String withoutInstance(Reply reply) {
    return reply.response().body().replaceAll("\"instance\":\"[^\"]*\"", "");
  }

  @Test
  void passwordsThatAreGuessedFirstAreRefused() {
    SignedInUser lan = user("{viewer}", "{}");
    String link = api.bean(UserCredentials.class).newLink(lan.id, false);
    for (String password : List.of("short", "Password123!", "notifier-is-good", lan.name + "-x-y-z")) {
      Reply reply =
          lan.post(
              "/v1/sign-in/link",
              "{\"link\":\"" + link + "\",\"password\":\"" + password + "\"}");
      assertThat(reply.status()).as(password).isEqualTo(422);
      assertThat(reply.code()).as(password).isEqualTo("unusable-password");
    }
    lan.useLink(link);
    assertThat(
            lan.again()
                .post(
                    "/v1/sign-in/link",
                    "{\"link\":\"" + link + "\",\"password\":\"" + lan.password + "\"}")
                .code())
        .isEqualTo("link-not-valid");
    String expired = api.bean(UserCredentials.class).newLink(lan.id, false);
    skip(UserCredentials.LINK_LIFE);
    assertThat(
            lan.again()
                .post(
                    "/v1/sign-in/link",
                    "{\"link\":\"" + expired + "\",\"password\":\"" + lan.password + "\"}")
                .code())
        .isEqualTo("link-not-valid");
  }

  @Test
  void aNewLinkKeepsTheSecondFactorUnlessItResetsIt() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    String former = lan.token;
    lan.useLink(api.bean(UserCredentials.class).newLink(lan.id, false));
    assertThat(lan.get("/v1/me").json().path("stage").asString()).isEqualTo("second-factor-needed");
    assertThat(lan.get("/v1/templates").code()).isEqualTo("sign-in-incomplete");
    SignedInUser ended = lan.again();
    ended.token = former;
    assertThat(ended.get("/v1/me").status()).as("sessions end").isEqualTo(401);

    lan.useLink(api.bean(UserCredentials.class).newLink(lan.id, true));
    assertThat(lan.get("/v1/me").json().path("stage").asString()).isEqualTo("enrolment-needed");
    lan.addApp(now());
    assertThat(lan.get("/v1/templates").status()).isEqualTo(200);
  }

  @Test
  void aCodeCountsOnceOnAllInstances() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser here = lan.again();
    SignedInUser there = lan.again();
    there.api = other;
    here.signIn();
    there.signIn();
    skip(Duration.ofSeconds(30));
    String code = lan.code(now(), 0);
    List<Integer> statuses =
        Stream.of(here, there).parallel().map(each -> each.give(code).status()).sorted().toList();
    assertThat(statuses).containsExactly(200, 403);
    assertThat(lan.give(code).code()).as("replayed").isEqualTo("wrong-code");

    SignedInUser recovering = lan.again();
    recovering.signIn();
    String recovery = lan.recoveryCodes.getFirst();
    assertThat(recovering.recover(recovery.toUpperCase(Locale.ROOT).replace("-", " ")).status())
        .isEqualTo(200);
    recovering.signIn();
    assertThat(recovering.recover(recovery).code()).isEqualTo("wrong-code");
  }

  @Test
  void fiveWrongCodesEndASessionThatIsNotComplete() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    lan.signIn();
    for (int i = 0; i < 5; i++) {
      assertThat(lan.give("000000").code()).isEqualTo("wrong-code");
    }
    assertThat(lan.give(lan.code(now(), 1)).status()).as("ended").isEqualTo(401);
  }

  @Test
  void tenFailuresLockAStrangerAndNotTheUser() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser stranger = lan.again();
    stranger.address = "127.0.7.1";
    for (int i = 0; i < 10; i++) {
      assertThat(stranger.signIn("wrong").status()).isEqualTo(401);
    }
    assertThat(stranger.signIn().code()).as("locked").isEqualTo("wrong-credentials");
    stranger.address = "127.0.8.1";
    assertThat(stranger.signIn().code()).as("as all unknown ones").isEqualTo("wrong-credentials");
    assertThat(lan.signIn().status()).as("from a network that is known").isEqualTo(200);
    skip(Duration.ofMinutes(15));
    assertThat(stranger.signIn().status()).isEqualTo(200);
    assertThat(stranger.give(lan.code(now(), 0)).status()).isEqualTo(200);

    for (int i = 0; i < 12; i++) {
      lan.signIn("wrong");
    }
    assertThat(lan.signIn().status()).as("its own network").isEqualTo(401);
    assertThat(stranger.signIn().status()).as("the other known one").isEqualTo(200);
  }

  @Test
  void anAddressWithManyFailuresHasToWait() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser nobody = user("{viewer}", "{}");
    nobody.address = "127.0.9.1";
    for (int i = 0; i < 25 && nobody.signIn("wrong").status() != 429; i++) {
      assertThat(i).isLessThan(24);
    }
    SignedInUser same = lan.again();
    same.address = nobody.address;
    assertThat(same.signIn().code()).isEqualTo("too-many-attempts");
    assertThat(lan.signIn().status()).isEqualTo(200);
  }

  @Test
  void anEndedSessionIsRefusedEverywhereWithinFiveSeconds() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser there = lan.again();
    there.api = other;
    there.token = lan.token;
    assertThat(there.get("/v1/templates").status()).isEqualTo(200);
    assertThat(lan.get("/v1/me/sessions").json().path("sessions")).hasSize(1);

    String id = lan.get("/v1/me").json().path("sessionId").asString();
    assertThat(lan.send("DELETE", "/v1/me/sessions/" + id, "").status()).isEqualTo(204);
    assertThat(lan.get("/v1/templates").status()).as("at once").isEqualTo(401);
    skip(Duration.ofSeconds(5));
    assertThat(there.get("/v1/templates").status()).isEqualTo(401);
  }

  @Test
  void rolesThatChangeTakeEffectWithinFiveSeconds() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    assertThat(lan.get("/v1/jobs").status()).isEqualTo(403);
    jdbc.update("update users set roles = '{releaser}' where id = ?", lan.id);
    api.bean(UserCredentials.class).changed(lan.id);
    assertThat(lan.get("/v1/jobs").status()).isEqualTo(200);
    jdbc.update("update users set disabled_at = now(), disabled_by = 'x' where id = ?", lan.id);
    skip(Duration.ofSeconds(5));
    assertThat(lan.get("/v1/jobs").status()).isEqualTo(401);
  }

  @Test
  void aSessionEndsWhenItIsIdleAndAfterTwelveHours() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    for (int i = 0; i < 2; i++) {
      skip(Duration.ofMinutes(29));
      assertThat(lan.get("/v1/templates").status()).isEqualTo(200);
    }
    skip(Duration.ofMinutes(29));
    assertThat(lan.send("GET", "/v1/templates", "", "Notifier-Automatic", "true").status())
        .isEqualTo(200);
    skip(Duration.ofMinutes(2));
    assertThat(lan.get("/v1/templates").status()).as("a page that refreshes itself").isEqualTo(401);

    lan.signIn();
    lan.give(lan.code(now(), 0));
    for (int i = 0; i < 25; i++) {
      skip(Duration.ofMinutes(28));
      assertThat(lan.get("/v1/templates").status()).isEqualTo(200);
    }
    skip(Duration.ofMinutes(25));
    assertThat(lan.get("/v1/templates").status()).isEqualTo(401);
  }

  @Test
  void commandsOfAnAdministratorNeedAFreshSecondFactor() {
    SignedInUser lan = enrolled("{administrator}", "{}");
    String key = "{\"name\":\"k\",\"owner\":\"o\",\"scopes\":[\"routes:read\"]}";
    assertThat(lan.post("/v1/keys", key).status()).isEqualTo(201);
    skip(Duration.ofMinutes(10));
    assertThat(lan.get("/v1/keys").status()).as("reading").isEqualTo(200);
    assertThat(lan.post("/v1/keys", key).code()).isEqualTo("second-factor-required");
    assertThat(lan.post("/v1/me/totp", "").code()).isEqualTo("second-factor-required");
    String token = lan.token;
    assertThat(lan.give(lan.code(now(), 0)).status()).isEqualTo(200);
    assertThat(lan.token).isEqualTo(token);
    assertThat(lan.post("/v1/keys", key).status()).isEqualTo(201);
    assertThat(lan.send("DELETE", "/v1/me/totp", "").code()).isEqualTo("last-second-factor");
    assertThat(lan.post("/v1/me/recovery-codes", "").json().path("recoveryCodes")).hasSize(10);
  }

  @Test
  void personalDataIsMaskedWithoutAFreshSecondFactor() {
    SignedInUser lan = enrolled("{viewer}", "{personal-data}");
    assertThat(lan.get("/v1/me").json().path("scopes").toString()).contains("personal-data:read");
    skip(Duration.ofMinutes(10));
    assertThat(lan.get("/v1/me").json().path("scopes").toString())
        .contains("notifications:read")
        .doesNotContain("personal-data:read");
  }

  @Test
  void onlyTheNationalTenantManagesTenants() {
    new OperatorClient(api, RunningApi.KEY).put("/v1/tenants/son-la", "{\"title\":\"Sơn La\"}");
    SignedInUser lan =
        SignedInUser.make(api, jdbc, "province" + ++users, "son-la", "{administrator}", "{}");
    lan.useLink(api.bean(UserCredentials.class).newLink(lan.id, false));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> lan.get("/v1/me").status() == 200);
    lan.addApp(now());
    assertThat(lan.get("/v1/tenants").code()).isEqualTo("missing-scope");
    assertThat(lan.get("/v1/keys").json().path("keys")).isEmpty();
  }

  @Test
  void aNewPasswordEndsTheOtherSessions() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser elsewhere = lan.again();
    elsewhere.signIn();
    String changed = "another long one, and my own";
    String body = "{\"present\":\"%s\",\"changed\":\"" + changed + "\"}";
    assertThat(lan.send("PUT", "/v1/me/password", body.replace("%s", "wrong")).code())
        .isEqualTo("wrong-password");
    assertThat(lan.send("PUT", "/v1/me/password", body.replace("%s", lan.password)).status())
        .isEqualTo(204);
    assertThat(lan.get("/v1/me").status()).isEqualTo(200);
    assertThat(elsewhere.get("/v1/me").status()).isEqualTo(401);
    assertThat(lan.again().signIn().status()).isEqualTo(401);
    lan.password = changed;
    assertThat(lan.again().signIn().status()).isEqualTo(200);
  }

  @Test
  void aUserOfSupportLooksUpFewPersons() {
    SignedInUser lan = enrolled("{support}", "{export}");
    String person = "{\"phone\":\"0391234567\"}";
    Reply last = lan.post("/v1/people/export", person);
    for (int i = 0; i < 60 && last.status() != 429; i++) {
      last = lan.post("/v1/people/export", person);
    }
    assertThat(last.code()).isEqualTo("too-many-lookups");
    assertThat(Integer.parseInt(last.header("Retry-After"))).isBetween(3_000, 3_600);
  }

  @Test
  void withoutPostgresSessionsWaitAndKeysSendEvents() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    OperatorClient key = new OperatorClient(api, EVENTS);
    postgres.interrupt();
    try {
      skip(Duration.ofSeconds(5));
      Reply refused = lan.get("/v1/templates");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.code()).isEqualTo("store-unavailable");
      assertThat(key.event(Sample.card("without-postgres")).status()).isEqualTo(202);
      lan.token = "ns_" + "0".repeat(64) + "_" + "0".repeat(16);
      assertThat(lan.get("/v1/templates").status()).as("an invented token").isEqualTo(401);
    } finally {
      postgres.restore();
    }
  }

  @Test
  void theAuditHasEachSignInAndNoSecret() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    lan.signIn("a-wrong-password-of-the-test");
    lan.signIn();
    lan.give("000000");
    lan.give(lan.code(now(), 1));
    List<String> own =
        jdbc.queryForList(
            "select operation || ' ' || outcome from audit where actor = ? order by id",
            String.class,
            "user:" + lan.name);
    assertThat(own)
        .containsSubsequence(
            "useSignInLink done",
            "beginAuthenticatorApp done",
            "confirmAuthenticatorApp done",
            "signIn done",
            "giveSecondFactor refused",
            "giveSecondFactor done");
    assertThat(jdbc.queryForList("select a::text from audit a", String.class).toString())
        .doesNotContain(lan.token, lan.secret, lan.password, "a-wrong-password-of-the-test")
        .doesNotContain(lan.recoveryCodes);
  }
}
