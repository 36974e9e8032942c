package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.users.UserCredentials;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What happens to a user while the user, or somebody else, changes how the user signs in. */
class AccountRacesIT extends SignInApi {
  private final OperatorClient admin = new OperatorClient(api, RunningApi.KEY);

  @Test
  void aLinkEndsWhenTheUserGetsRoles() {
    SignedInUser head = enrolled("{administrator}", "{}");
    SignedInUser lan = enrolled("{approver}", "{}");
    String path = "/v1/users/" + lan.name;
    assertThat(head.post(path + "/link", "{}").code()).isEqualTo("scope-not-held");
    head.send("PATCH", path, "{\"roles\":[]}");
    Reply link = head.post(path + "/link", "{\"resetFactors\":true}");
    assertThat(link.status()).as(link.response().body()).isEqualTo(200);

    Reply restored = admin.patch(path, "{\"roles\":[\"approver\"]}", "*");

    assertThat(restored.json().path("linkExpiresAt").isNull()).isTrue();
    assertThat(use(lan, link.json().path("link").asString()).code()).isEqualTo("link-not-valid");
  }

  @Test
  void aLinkSurvivesAnotherFullNameAndFewerRoles() {
    SignedInUser lan = user("{viewer,author}", "{}");
    String path = "/v1/users/" + lan.name;
    String link = admin.post(path + "/link", "{}").json().path("link").asString();

    admin.patch(path, "{\"fullName\":\"Lò Thị Lan\",\"roles\":[\"viewer\"]}", "*");

    assertThat(use(lan, link).status()).isEqualTo(200);
  }

  @Test
  void anEndedSessionChangesNoFactorOnAnotherInstance() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    lan.api = other;
    Reply begun = lan.post("/v1/me/totp", "");
    SignedInUser thief = lan.again();
    thief.secret = begun.json().path("secret").asString();
    thief.token = lan.token;
    assertThat(lan.get("/v1/me").status()).isEqualTo(200);
    admin.post("/v1/users/" + lan.name + "/disable", "{\"reason\":\"thief\"}");

    Reply confirmed =
        thief.post("/v1/me/totp/confirm", "{\"code\":\"" + thief.code(now(), 1) + "\"}");

    assertThat(confirmed.status()).as(confirmed.response().body()).isEqualTo(401);
    Reply given = thief.give(thief.code(now(), 2));
    assertThat(given.status()).as(given.response().body()).isEqualTo(401);
    assertThat(
            jdbc.queryForObject(
                "select count(*) from user_recovery_codes where user_id = ?",
                Integer.class,
                lan.id))
        .isEqualTo(10);
  }

  @Test
  void anEndedSessionRenewsNoCodesOnAnotherInstance() {
    SignedInUser lan = enrolled("{viewer}", "{}");
    SignedInUser thief = lan.again();
    thief.token = lan.token;
    thief.api = other;
    assertThat(thief.get("/v1/me").status()).isEqualTo(200);
    assertThat(lan.post("/v1/sign-out", "").status()).isEqualTo(204);

    assertThat(thief.post("/v1/me/recovery-codes", "").status()).isEqualTo(401);
  }

  @Test
  void noUserOfASuspendedTenantSignsIn() {
    admin.put("/v1/tenants/suspended-province", "{\"title\":\"Sơn La\"}");
    SignedInUser lan =
        SignedInUser.make(api, jdbc, "provincial", "suspended-province", "{viewer}", "{}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          Reply used = use(lan, api.bean(UserCredentials.class).newLink(lan.id, false));
          return used.status() == 200;
        });
    assertThat(lan.signIn().status()).isEqualTo(200);
    String link = api.bean(UserCredentials.class).newLink(lan.id, false);

    Reply suspended =
        admin.put(
            "/v1/tenants/suspended-province",
            "application/json",
            "{\"title\":\"Sơn La\",\"suspended\":true}",
            "*");

    assertThat(suspended.status()).isEqualTo(200);
    assertThat(lan.again().signIn().code()).isEqualTo("wrong-credentials");
    assertThat(use(lan, link).code()).isEqualTo("link-not-valid");
  }

  private static Reply use(SignedInUser user, String link) {
    return user.again()
        .post(
            "/v1/sign-in/link",
            "{\"link\":\"" + link + "\",\"password\":\"" + user.password + "\"}");
  }
}
