package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.passkeys.SoftwareAuthenticator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** The commands about users, each once. */
abstract class AuditedUsers extends AuditedApi {
  static void users() {
    Reply created =
        lan.post(
            "/v1/users",
            "{\"name\":\"audited\",\"fullName\":\"Secretive Name\",\"roles\":[\"viewer\"]}");
    ok(created);
    ok(lan.post("/v1/users", "{\"name\":\"taker\",\"fullName\":\"T\",\"roles\":[]}"));
    String user = "/v1/users/audited";
    ok(lan.patch(user, "{\"roles\":[\"author\",\"viewer\"]}", ""));
    Reply link = lan.post(user + "/link", "{\"resetFactors\":true}");
    ok(link);
    UUID session = new UUID(0x4000, 1L << 63);
    jdbc.update(
        """
        insert into user_sessions (id, user_id, token_hash, created_at, last_used_at, expires_at,
          network, program)
        select ?, id, '', now(), now(), now() + interval '1 hour', '10.0.0.*', 'Firefox'
        from users where name = 'audited'
        """,
        session);
    ok(lan.delete(user + "/sessions/" + session, ""));
    ok(lan.post(user + "/end-sessions", "{\"reason\":\"lost\"}"));
    ok(lan.post(user + "/disable", "{\"reason\":\"left\",\"handOverTo\":\"taker\"}"));
    ok(lan.post(user + "/enable", ""));
    for (Reply reply : List.of(created, link)) {
      assertThat(jdbc.queryForList("select a::text from audit a", String.class).toString())
          .doesNotContain(reply.json().path("link").asString());
    }
  }

  static List<String> signIns() {
    SignedInUser mai = SignedInUser.make(api, jdbc, "mai", "default", "{viewer}", "{}");
    mai.enrol(Instant.now());
    List<String> secrets = new ArrayList<>(mai.recoveryCodes);
    secrets.addAll(List.of(mai.token, mai.secret, mai.password));
    ok(mai.signIn());
    ok(mai.recover(mai.recoveryCodes.getFirst()));
    secrets.add(mai.token);
    ok(mai.post("/v1/me/recovery-codes", ""));
    String present = mai.password;
    mai.password = "another long password of her own";
    ok(
        mai.send(
            "PUT",
            "/v1/me/password",
            "{\"present\":\"" + present + "\",\"changed\":\"" + mai.password + "\"}"));
    secrets.add(mai.password);
    String own = mai.get("/v1/me").json().path("sessionId").asString();
    SignedInUser elsewhere = mai.again();
    ok(elsewhere.signIn());
    for (JsonNode session : mai.get("/v1/me/sessions").json().path("sessions")) {
      String id = session.path("id").asString();
      if (!id.equals(own)) {
        ok(mai.send("DELETE", "/v1/me/sessions/" + id, ""));
      }
    }
    passkeys(mai);
    ok(mai.send("DELETE", "/v1/me/totp", ""));
    ok(mai.post("/v1/sign-out", ""));
    return secrets;
  }

  /** The user has one at the end, so that the app can be removed. */
  static void passkeys(SignedInUser user) {
    for (String label : List.of("old laptop", "new laptop")) {
      var authenticator = new SoftwareAuthenticator(label, "localhost", PASSKEY_ORIGIN);
      String options = PasskeysApi.creationOptions(user);
      ok(PasskeysApi.add(user, label, authenticator.create(PasskeysApi.challenge(options))));
      options = PasskeysApi.requestOptions(user);
      ok(PasskeysApi.give(user, authenticator.get(PasskeysApi.challenge(options))));
    }
    String old = PasskeysApi.passkeys(user).get(0).path("id").asString();
    ok(user.send("DELETE", "/v1/me/passkeys/" + old, ""));
  }
}
