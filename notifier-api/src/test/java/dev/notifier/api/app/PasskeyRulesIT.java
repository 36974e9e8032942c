package dev.notifier.api.app;

import static dev.notifier.api.app.PasskeysApi.add;
import static dev.notifier.api.app.PasskeysApi.challenge;
import static dev.notifier.api.app.PasskeysApi.creationOptions;
import static dev.notifier.api.app.PasskeysApi.give;
import static dev.notifier.api.app.PasskeysApi.passkeys;
import static dev.notifier.api.app.PasskeysApi.requestOptions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.passkeys.SoftwareAuthenticator;
import dev.notifier.api.users.UserCredentials;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Limits of passkeys, and responses of authenticators that no browser sends. */
class PasskeyRulesIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ORIGIN = "http://localhost:8080";
  private static final int MAX_PASSKEYS = 10;
  private static final int MAX_ATTEMPTS = 10;

  private static PasskeysApi passkeysApi;
  private static int authenticators;

  @BeforeAll
  static void start() {
    passkeysApi = new PasskeysApi(ORIGIN);
  }

  @AfterAll
  static void stop() {
    passkeysApi.close();
  }

  /** Failures of the address of these tests are forgotten. */
  @AfterEach
  void forgetFailures() {
    passkeysApi.skip(Duration.ofMinutes(2));
  }

  private static SoftwareAuthenticator authenticator() {
    return new SoftwareAuthenticator("a" + ++authenticators, PasskeysApi.DOMAIN, ORIGIN);
  }

  private static Reply enrol(SignedInUser user, SoftwareAuthenticator authenticator) {
    return add(user, "key", authenticator.create(challenge(creationOptions(user))));
  }

  private static Reply use(SignedInUser user, SoftwareAuthenticator authenticator) {
    return give(user, authenticator.get(challenge(requestOptions(user))));
  }

  private static JsonNode with(ObjectNode credential, String field, String value) {
    ((ObjectNode) credential.required("response")).put(field, value);
    return credential;
  }

  @Test
  void aUserHasAtMostTenPasskeys() {
    SignedInUser lan = passkeysApi.user();
    SoftwareAuthenticator first = authenticator();
    assertThat(enrol(lan, first).status()).isEqualTo(201);
    for (int i = 2; i < MAX_PASSKEYS; i++) {
      assertThat(enrol(lan, authenticator()).status()).isEqualTo(201);
    }
    SignedInUser elsewhere = lan.again();
    elsewhere.signIn();
    assertThat(use(elsewhere, first).status()).isEqualTo(200);
    String options = creationOptions(lan);

    assertThat(enrol(elsewhere, authenticator()).status()).isEqualTo(201);
    assertThat(add(lan, "key", authenticator().create(challenge(options))).code())
        .isEqualTo("too-many-passkeys");
    assertThat(lan.post("/v1/me/passkeys/options", "").code()).isEqualTo("too-many-passkeys");
    assertThat(passkeys(lan).size()).isEqualTo(MAX_PASSKEYS);
  }

  @Test
  void aCredentialIdHasOneUser() {
    SignedInUser lan = passkeysApi.user();
    SignedInUser mai = passkeysApi.user();
    SoftwareAuthenticator authenticator = authenticator();
    assertThat(enrol(lan, authenticator).status()).isEqualTo(201);

    assertThat(enrol(mai, authenticator).code()).isEqualTo("passkey-taken");
    assertThat(enrol(lan, authenticator).code()).isEqualTo("passkey-taken");
    assertThat(mai.get("/v1/me").json().path("stage").asString()).isEqualTo("enrolment-needed");
  }

  @Test
  void malformedResponsesAreRefusedWithAReason() {
    SignedInUser lan = passkeysApi.user();
    SoftwareAuthenticator authenticator = authenticator();
    for (String bad : List.of("AAAA", "9g", "o2NmbXRkbm9uZQ", "A")) {
      JsonNode credential =
          with(authenticator.create(challenge(creationOptions(lan))), "attestationObject", bad);
      Reply reply = add(lan, "key", credential);
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.code()).isEqualTo("invalid-passkey");
      assertThat(reply.json().at("/errors/0/pointer").asString()).isEqualTo("/credential");
      assertThat(reply.json().path("detail").asString()).contains("cannot be read");
    }
    assertThat(lan.post("/v1/me/passkeys", "{\"label\":\"key\"}").code())
        .isEqualTo("invalid-passkey");
    Reply empty = lan.post("/v1/me/passkeys", "{\"label\":\" \",\"credential\":{}}");
    assertThat(empty.json().path("errors").size()).isEqualTo(3);
    assertThat(lan.post("/v1/me/passkeys", "{\"label\":\"" + "x".repeat(40_000) + "\"}").status())
        .isEqualTo(413);

    assertThat(enrol(lan, authenticator).status()).isEqualTo(201);
    for (String field : List.of("authenticatorData", "clientDataJSON")) {
      JsonNode credential = with(authenticator.get(challenge(requestOptions(lan))), field, "AAAA");
      Reply reply = give(lan, credential);
      assertThat(reply.status()).isEqualTo(422);
      assertThat(reply.code()).isEqualTo("invalid-passkey");
    }
    assertThat(lan.post("/v1/sign-in/passkey", "{\"credential\":[]}").code())
        .isEqualTo("invalid-passkey");
  }

  @Test
  void tenFailuresLockTheNetwork() {
    SignedInUser lan = passkeysApi.user();
    SoftwareAuthenticator authenticator = authenticator();
    assertThat(enrol(lan, authenticator).status()).isEqualTo(201);
    SoftwareAuthenticator newcomer = authenticator();
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      assertThat(use(lan, newcomer).code()).isEqualTo("passkey-refused");
      passkeysApi.skip(Duration.ofSeconds(30));
    }

    assertThat(use(lan, authenticator).code()).as("not now").isEqualTo("passkey-refused");
    passkeysApi.skip(Duration.ofMinutes(16));
    assertThat(use(lan, authenticator).status()).isEqualTo(200);
  }

  /** As after five wrong codes. */
  @Test
  void fiveFailuresEndASessionThatIsNotComplete() {
    SignedInUser lan = passkeysApi.user();
    assertThat(enrol(lan, authenticator()).status()).isEqualTo(201);
    lan.signIn();
    SoftwareAuthenticator newcomer = authenticator();
    for (int i = 0; i < 5; i++) {
      assertThat(use(lan, newcomer).code()).isEqualTo("passkey-refused");
    }

    assertThat(lan.get("/v1/me").status()).isEqualTo(401);
  }

  @Test
  void ofTwoUsesWithTheSameCountOneIsAccepted() throws Exception {
    SignedInUser lan = passkeysApi.user();
    SoftwareAuthenticator authenticator = authenticator().signCount(5);
    assertThat(enrol(lan, authenticator).status()).isEqualTo(201);
    authenticator.signCount(6);
    List<SignedInUser> sessions = List.of(lan.again(), lan.again(), lan.again());
    List<Reply> replies = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(sessions.size())) {
      List<Future<Reply>> uses = new ArrayList<>();
      for (SignedInUser session : sessions) {
        session.signIn();
        JsonNode credential = authenticator.get(challenge(requestOptions(session)));
        uses.add(threads.submit(() -> give(session, credential)));
      }
      for (Future<Reply> use : uses) {
        replies.add(use.get());
      }
    }

    assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(200, 403, 403);
    assertThat(replies)
        .filteredOn(reply -> reply.status() == 403)
        .allSatisfy(reply -> assertThat(reply.code()).isEqualTo("passkey-copied"));
    assertThat(
            passkeysApi.jdbc.queryForList(
                "select distinct actor || ' ' || outcome || ' ' || reason from audit where operation ="
                    + " 'usePasskey' and outcome = 'refused' and actor = ?",
                String.class,
                "user:" + lan.name))
        .containsExactly("user:" + lan.name + " refused passkey-copied");
  }

  @Test
  void aLinkForAUserWhoLostEverythingRemovesPasskeys() {
    SignedInUser lan = passkeysApi.user();
    SoftwareAuthenticator lost = authenticator();
    assertThat(enrol(lan, lost).status()).isEqualTo(201);

    lan.useLink(passkeysApi.api.bean(UserCredentials.class).newLink(lan.id, true));

    assertThat(lan.post("/v1/sign-in/passkey/options", "").code()).isEqualTo("no-passkey");
    assertThat(enrol(lan, authenticator()).status()).isEqualTo(201);
    assertThat(use(lan, lost).code()).isEqualTo("passkey-refused");
  }

  @Test
  void withoutADomainPasskeysAreOff() {
    try (RunningApi off =
        RunningApi.start(TestKafka.shared().bootstrapServers(), passkeysApi.url)) {
      SignedInUser lan = passkeysApi.user();
      lan.api = off;
      ObjectNode body = JSON.createObjectNode().put("label", "key");
      body.set("credential", authenticator().create("AAAA"));

      assertThat(lan.post("/v1/me/passkeys/options", "").code()).isEqualTo("passkeys-off");
      assertThat(lan.post("/v1/me/passkeys", body.toString()).code()).isEqualTo("passkeys-off");
      assertThat(lan.post("/v1/sign-in/passkey/options", "").code()).isEqualTo("passkeys-off");
    }
  }
}
