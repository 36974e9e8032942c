package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.users.UserCredentials;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Users sign in with a password and a second factor, and no one guesses them. */
class SignInIT extends SignInApi {
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

  @Test
  void whateverIsWrongTheResponseIsTheSame() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser disabled = enrolled("{viewer}", "{}");
    jdbc.update(
        "update users set disabled_at = now(), disabled_by = 'x' where id = ?", disabled.id);
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
    for (String password :
        List.of("short", "Password123!", "notifier-is-good", lan.name + "-x-y-z")) {
      Reply reply =
          lan.post(
              "/v1/sign-in/link", "{\"link\":\"" + link + "\",\"password\":\"" + password + "\"}");
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
  void tenFailuresLockANewcomerAndNotTheUser() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser newcomer = lan.again();
    newcomer.address = "127.0.7.1";
    for (int i = 0; i < 10; i++) {
      assertThat(newcomer.signIn("wrong").status()).isEqualTo(401);
    }
    assertThat(newcomer.signIn().code()).as("locked").isEqualTo("wrong-credentials");
    newcomer.address = "127.0.8.1";
    assertThat(newcomer.signIn().code()).as("as all unknown ones").isEqualTo("wrong-credentials");
    assertThat(lan.signIn().status()).as("from a network that is known").isEqualTo(200);
    skip(Duration.ofMinutes(15));
    assertThat(newcomer.signIn().status()).isEqualTo(200);
    assertThat(newcomer.give(lan.code(now(), 0)).status()).isEqualTo(200);

    for (int i = 0; i < 12; i++) {
      lan.signIn("wrong");
    }
    assertThat(lan.signIn().status()).as("its own network").isEqualTo(401);
    assertThat(newcomer.signIn().status()).as("the other known one").isEqualTo(200);
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
  void theAuditHasEachSignInAndNoSecret() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    lan.signIn("a-wrong-password-of-the-test");
    lan.signIn();
    lan.give("000000");
    lan.give(lan.code(now(), 1));
    List<@Nullable String> own =
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
