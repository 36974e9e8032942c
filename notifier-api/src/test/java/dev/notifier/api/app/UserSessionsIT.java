package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.api.users.UserCredentials;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What sessions of users may do, and how they end. */
class UserSessionsIT extends SignInApi {
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
    assertThat(lan.get("/v1/tenants").code()).isEqualTo("default-tenant-only");
    assertThat(lan.get("/v1/keys").json().path("keys")).isEmpty();
  }

  /**
   * The number was said by who asks, so it need not be shown; the text is what the question is
   * about.
   */
  @Test
  void aUserOfSupportSeesTextsOfAPersonInClearAndNumbersMasked() {
    jdbc.queryForList(
        "select create_day_partitions('notifications', current_date - 1, current_date + 1)");
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          template_id, template_version, locale, encoding, segments, body, route, state, secret,
          accepted_segments, accepted_at, planned_at, submitted_at, finished_at)
        select uuidv7(), tenant, '/s', tenant || text, 'card.expiring', 'NORMAL', 'SERVICE',
          '+84391234568', 'card-expiring', 3, 'hmn', 'UCS2', 1, text, 'mobi', 'DELIVERED', secret, 1,
          now(), now(), now(), now()
        from (values ('default', 'Thẻ sắp hết hạn', false), ('default', 'code 4711', true),
          ('son-la', 'of another tenant', false)) as sent (tenant, text, secret)
        """);
    String request = "{\"phone\":\"0391 234 568\",\"purpose\":\"not-received\"}";

    String seen =
        enrolled("{support}", "{}").post("/v1/people/timeline", request).response().body();
    String administrator =
        enrolled("{administrator}", "{}").post("/v1/people/timeline", request).response().body();
    Reply viewer = enrolled("{viewer}", "{}").post("/v1/people/timeline", request);

    assertThat(seen)
        .contains("Thẻ sắp hết hạn")
        .doesNotContain("391234568", "hmn", "4711", "of another tenant");
    assertThat(administrator).contains("card-expiring").doesNotContain("Thẻ sắp hết hạn");
    assertThat(viewer.code()).isEqualTo("missing-scope");
    assertThat(
            jdbc.queryForList(
                "select reason from audit where operation = 'getTimeline' and reason is not null",
                String.class))
        .containsExactly("not-received", "not-received");
  }

  @Test
  void aUserOfSupportLooksUpFewPersons() {
    SignedInUser lan = enrolled("{support}", "{export}");
    String person = "{\"phone\":\"0391234567\"}";
    Reply last = lan.post("/v1/people/export", person);
    for (int i = 0; i < 60 && last.status() != 429; i++) {
      skip(Duration.ofMillis(200));
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
    // The pool checks a connection that was not used for half a second.
    Awaitility.await()
        .pollDelay(Duration.ofSeconds(1))
        .ignoreExceptions()
        .until(() -> api.bean(UserCredentials.class).newLink(lan.id, false).startsWith("nl_"));
  }
}
