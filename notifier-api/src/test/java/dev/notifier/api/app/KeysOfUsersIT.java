package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Keys that users have made: they end with their makers, and approve no texts of theirs. */
class KeysOfUsersIT extends SignInApi {
  private static final String ALL =
      "\"keys:manage\",\"templates:write\",\"templates:approve\",\"templates:read\"";

  private final OperatorClient admin = new OperatorClient(api, RunningApi.KEY);

  @Test
  void theKeysOfALeaverEndAndSoDoTheirKeys() {
    SignedInUser lan = enrolled("{administrator,author,approver}", "{}");
    OperatorClient first = key(lan.post("/v1/keys", form("first", "Tools", ALL)));
    OperatorClient second = key(first.post("/v1/keys", form("second", "Tools", ALL)));
    OperatorClient others =
        key(admin.post("/v1/keys", form("others", "user:" + lan.name, "\"templates:read\"")));
    String path = "/v1/users/" + lan.name + "/disable";

    Reply kept = admin.post(path, "{\"reason\":\"left\",\"keepKeys\":true}");
    assertThat(kept.json().path("revokedKeys").asInt(-1)).isZero();
    assertThat(first.get("/v1/templates").status()).isEqualTo(200);
    Reply left = admin.post(path, "{\"reason\":\"left\"}");

    assertThat(left.json().path("revokedKeys").asInt()).isEqualTo(2);
    assertThat(first.get("/v1/templates").status()).as("at once").isEqualTo(401);
    assertThat(second.get("/v1/templates").status()).isEqualTo(401);
    assertThat(others.get("/v1/templates").status()).isEqualTo(200);
    OperatorClient elsewhere = new OperatorClient(other, first.key());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> elsewhere.get("/v1/templates").status() == 401);
    Reply again = admin.post(path, "{\"reason\":\"left\"}");
    assertThat(again.json().path("revokedKeys").asInt(-1)).isZero();
    assertThat(
            jdbc.queryForObject(
                "select max((detail ->> 'revokedKeys')::int) from audit"
                    + " where operation = 'disableUser' and target = ?",
                Integer.class,
                lan.name))
        .isEqualTo(2);
  }

  @Test
  void aKeyIsNoSecondPerson() {
    SignedInUser lan = enrolled("{administrator,author,approver}", "{}");
    SignedInUser minh = enrolled("{administrator,author,approver}", "{}");
    OperatorClient first = key(lan.post("/v1/keys", form("first", "Tools", ALL)));
    OperatorClient second = key(first.post("/v1/keys", form("second", "Tools", ALL)));
    OperatorClient ofMinh = key(minh.post("/v1/keys", form("minhs", "Tools", ALL)));
    String approve = "/versions/1/approve";

    String mine = "/v1/templates/of-a-user-" + lan.name;
    assertThat(lan.send("PUT", mine + "/draft", draft(mine)).status()).isEqualTo(200);
    assertThat(lan.post(mine + "/draft/submit", "{}").status()).isEqualTo(200);
    assertThat(first.post(mine + approve, "{}").code()).isEqualTo("self-approval");
    assertThat(second.post(mine + approve, "{}").code()).isEqualTo("self-approval");
    assertThat(minh.post(mine + approve, "{}").status()).isEqualTo(200);

    String ofKey = "/v1/templates/of-a-key-" + lan.name;
    assertThat(first.put(ofKey + "/draft", draft(ofKey)).status()).isEqualTo(200);
    assertThat(first.post(ofKey + "/draft/submit", "{}").status()).isEqualTo(200);
    assertThat(lan.post(ofKey + approve, "{}").code()).isEqualTo("self-approval");
    assertThat(second.post(ofKey + approve, "{}").code()).isEqualTo("self-approval");
    assertThat(ofMinh.post(ofKey + approve, "{}").status()).isEqualTo(200);
  }

  @Test
  void theAuditSaysWhichLimitsAKeyHad() {
    Reply made = admin.post("/v1/keys", form("limited", "Tools", "\"events:write\""));
    String id = made.json().path("id").asString("");
    String path = "/v1/keys/" + id;
    String limits = "{\"networks\":[\"10.20.0.0/16\"],\"messagesPerDay\":9}";
    assertThat(admin.patch(path, "{\"permissions\":" + limits + "}", "").status()).isEqualTo(200);
    assertThat(admin.patch(path, "{\"permissions\":null}", "").status()).isEqualTo(200);
    String many = "\"10.20.0.0/16\"" + ",\"10.20.0.0/16\"".repeat(29);
    Reply last = admin.patch(path, "{\"permissions\":{\"networks\":[" + many + "]}}", "");
    assertThat(last.status()).isEqualTo(200);

    assertThat(
            jdbc.queryForList(
                """
                select concat_ws(' ', detail -> 'before' ->> 'networks', 'then',
                  detail -> 'after' ->> 'messagesPerDay', detail -> 'after' ->> 'networksCount')
                from audit where operation = 'patchKey' and target = ? order by id
                """,
                String.class,
                id))
        .containsExactly("then 9", "[\"10.20.0.0/16\"] then", "then 30");
  }

  @Test
  void aHandOverLeavesTheKeysOfOtherTenants() {
    admin.put("/v1/tenants/lao-cai", "{\"title\":\"Lào Cai\"}");
    SignedInUser from = enrolled("{author}", "{}");
    SignedInUser to = enrolled("{author}", "{}");
    String owner = "user:" + from.name;
    String there =
        "{\"name\":\"prov\",\"tenant\":\"lao-cai\",\"owner\":\""
            + owner
            + "\",\"scopes\":[\"events:write\"]}";
    Reply elsewhere = admin.post("/v1/keys", there);
    Reply here = admin.post("/v1/keys", form("here", owner, "\"events:write\""));

    Reply done =
        admin.post(
            "/v1/users/" + from.name + "/disable",
            "{\"reason\":\"left\",\"handOverTo\":\"" + to.name + "\"}");

    assertThat(done.json().at("/handedOver/keys").asInt()).isEqualTo(1);
    assertThat(admin.get(path(elsewhere)).json().path("owner").asString("")).isEqualTo(owner);
    Reply moved = admin.get(path(here));
    assertThat(moved.json().path("owner").asString("")).isEqualTo("user:" + to.name);
    assertThat(moved.json().path("version").asInt()).isEqualTo(2);
  }

  @Test
  void aKeyThatALeaverHasRotatedEnds() {
    SignedInUser lan = enrolled("{administrator}", "{}");
    Reply made = admin.post("/v1/keys", form("shared", "Office", "\"templates:read\""));
    Reply rotated = lan.post(path(made) + "/rotate", "{}");
    OperatorClient holder = key(rotated);

    Reply left = admin.post("/v1/users/" + lan.name + "/disable", "{\"reason\":\"left\"}");

    assertThat(left.json().path("revokedKeys").asInt()).isEqualTo(1);
    assertThat(holder.get("/v1/templates").status()).isEqualTo(401);
  }

  @Test
  void noOneChangesTheOwnUserWithAKey() {
    SignedInUser lan = enrolled("{administrator}", "{}");
    OperatorClient own =
        key(lan.post("/v1/keys", form("own", "Tools", "\"users:manage\",\"templates:read\"")));
    OperatorClient second =
        key(admin.post("/v1/keys", form("second", "Tools", "\"users:manage\",\"templates:read\"")));
    String path = "/v1/users/" + lan.name;
    String reason = "{\"reason\":\"x\"}";

    assertThat(own.patch(path, "{\"roles\":[]}", "").code()).isEqualTo("own-user");
    assertThat(own.post(path + "/link", "{}").code()).isEqualTo("own-user");
    assertThat(own.post(path + "/disable", reason).code()).isEqualTo("own-user");
    assertThat(own.patch(path, "{\"fullName\":\"L\"}", "").status()).isEqualTo(200);
    assertThat(second.patch(path, "{\"roles\":[]}", "").status()).isEqualTo(200);
  }

  private static String form(String name, String owner, String scopes) {
    return "{\"name\":\"%s\",\"owner\":\"%s\",\"scopes\":[%s]}".formatted(name, owner, scopes);
  }

  private static String draft(String path) {
    return "{\"id\":\""
        + path.substring(path.lastIndexOf('/') + 1)
        + "\",\"eventType\":\"card.expiring\",\"diacritics\":\"strip\",\"maxSegments\":2,"
        + "\"links\":\"refuse\",\"variants\":[{\"locale\":\"vi\",\"text\":\"BHXHVN: 1\"}]}";
  }

  private static String path(Reply key) {
    return "/v1/keys/" + key.json().path("id").asString();
  }

  /** Until the keys were read once, none is accepted. */
  private static OperatorClient key(Reply made) {
    assertThat(made.status()).as(made.response().body()).isIn(200, 201);
    OperatorClient key = new OperatorClient(api, made.json().path("key").asString());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> key.get("/v1/templates").status() == 200);
    return key;
  }
}
