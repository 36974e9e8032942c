package dev.notifier.api.app;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.contracts.access.Right;
import dev.notifier.contracts.access.Role;
import dev.notifier.store.Database;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Users that are made, changed, disabled and enabled, and who may do that. */
class UsersIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SON_LA = "the-key-of-the-operator-of-son-la-0123456789";
  private static final ListAppender<ILoggingEvent> LINES = new ListAppender<>();
  private static final TestUsers USERS = new TestUsers();

  private static Database database;
  private static JdbcTemplate jdbc;
  private static RunningApi api;
  private static OperatorClient admin;

  @BeforeAll
  static void start() {
    LINES.start();
    root().addAppender(LINES);
    String url = RunningApi.newStoreUrl();
    database =
        Database.open(
            new Database.Settings(url, "postgres", "", "test", 2, Duration.ofSeconds(30)));
    jdbc = new JdbcTemplate(database.dataSource());
    api =
        RunningApi.start(
            USERS.bean(),
            TestKafka.shared().bootstrapServers(),
            url,
            "--notifier.operators.province.key=" + SON_LA,
            "--notifier.operators.province.tenant=son-la");
    admin = new OperatorClient(api, RunningApi.KEY);
    // The topic may have the tenant of another test, from which the api restores it.
    assertThat(admin.put("/v1/tenants/son-la", "{\"title\":\"Sơn La\"}").status()).isIn(200, 201);
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
    root().detachAppender(LINES);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static Reply make(OperatorClient by, String name, String roles, String more) {
    return by.post(
        "/v1/users",
        "{\"name\":\"%s\",\"fullName\":\"Lò Thị Lan\",\"roles\":[%s]%s}"
            .formatted(name, roles, more.isEmpty() ? "" : "," + more));
  }

  private static JsonNode made(String name, String roles, String more) {
    Reply reply = make(admin, name, roles, more);
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(201);
    return reply.json();
  }

  private static OperatorClient user(String tenant, String name, Role... roles) {
    return new OperatorClient(api, USERS.token(tenant, name, Set.of(roles), Set.of()));
  }

  private static UUID id(String name) {
    return requireNonNull(
        jdbc.queryForObject("select id from users where name = ?", UUID.class, name));
  }

  private static UUID session(String user, String begun, boolean ended) {
    return requireNonNull(
        jdbc.queryForObject(
            """
            insert into user_sessions (id, user_id, token_hash, created_at, last_used_at, expires_at,
              network, program, second_factor_at, second_factor, ended_at)
            values (uuidv7(), ?, uuid_send(uuidv7()), now() - ?::interval, now(),
              now() + interval '1 hour', '10.20.3.*', 'Firefox on Windows', now(), 'totp',
              case when ? then now() end)
            returning id
            """,
            UUID.class,
            id(user),
            begun,
            ended));
  }

  @Test
  void aUserIsMadeWithALinkThatIsShownOnce() {
    Reply reply = make(admin, "mai", "\"author\",\"viewer\",\"author\"", "");

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(201);
    JsonNode made = reply.json();
    String link = made.path("link").asString("");
    assertThat(link).startsWith("nl_").hasSizeGreaterThan(30);
    assertThat(Instant.parse(made.path("linkExpiresAt").asString("")))
        .isBetween(Instant.now().plusSeconds(25 * 60), Instant.now().plusSeconds(30 * 60));
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    assertThat(made.path("tenant").asString("")).isEqualTo("default");
    assertThat(made.path("roles").toString()).isEqualTo("[\"viewer\",\"author\"]");
    assertThat(made.path("rights")).isEmpty();
    assertThat(made.path("createdBy").asString("")).isEqualTo("api");

    Reply read = admin.get("/v1/users/mai");
    assertThat(read.json().has("link")).isFalse();
    assertThat(read.json().path("linkExpiresAt")).isEqualTo(made.path("linkExpiresAt"));
    assertThat(read.json().path("factors").toString())
        .isEqualTo("{\"password\":false,\"totp\":false,\"passkeys\":0,\"recoveryCodes\":0}");
    assertThat(read.json().path("lastSignInAt").isNull()).isTrue();

    String other = admin.post("/v1/users/mai/link", "").json().path("link").asString("");
    assertThat(other).startsWith("nl_").isNotEqualTo(link);
    String stored =
        jdbc.queryForList("select c::text from user_credentials c", String.class).toString()
            + jdbc.queryForList("select a::text from audit a", String.class);
    for (String secret : List.of(link, other)) {
      assertThat(stored).doesNotContain(secret.substring(3));
      assertThat(LINES.list.stream().map(ILoggingEvent::getFormattedMessage))
          .noneMatch(line -> line.contains(secret));
    }
    assertThat(stored).doesNotContain("Lò Thị Lan");
  }

  @Test
  void aNameIsUniqueInAllTenantsAndNeverGivenAgain() {
    OperatorClient province = new OperatorClient(api, SON_LA);
    made("hoa", "\"viewer\"", "");

    assertThat(make(province, "hoa", "\"viewer\"", "").code()).isEqualTo("user-name-taken");
    assertThat(admin.post("/v1/users/hoa/disable", "{\"reason\":\"left\"}").status())
        .isEqualTo(200);
    assertThat(make(admin, "hoa", "\"viewer\"", "").code()).isEqualTo("user-name-taken");
    assertThat(admin.post("/v1/users/hoa/link", "{}").code()).isEqualTo("user-disabled");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "Lan; \"viewer\"; ; /name",
        "l; \"viewer\"; ; /name",
        "oidc; \"viewer\"; ; /name",
        "u0912345678; \"viewer\"; ; /name",
        "bad; \"veiwer\"; ; /roles/0",
        "bad; \"viewer\"; \"rights\":[\"export\",\"secrets\"]; /rights/1",
        "bad; \"viewer\"; \"tenant\":\"nowhere\"; /tenant",
        "bad; \"viewer\"; \"more\":1; /more",
        "bad; \"viewer\"; \"fullName\":\" \"; /fullName",
      })
  void anInvalidUserIsRejected(String name, String role, String more, String pointer) {
    String body =
        "{\"name\":\"%s\",\"roles\":[%s]%s%s}"
            .formatted(
                name,
                role,
                pointer.equals("/fullName") ? "" : ",\"fullName\":\"x\"",
                more == null ? "" : "," + more);
    Reply reply = admin.post("/v1/users", body);

    assertThat(reply.status()).as(reply.response().body()).isEqualTo(422);
    assertThat(reply.json().path("errors"))
        .extracting(error -> error.path("pointer").asString(""))
        .contains(pointer);
  }

  @Test
  void aChangeIsAMergePatchAndOneWithoutEffectChangesNoVersion() {
    made("thu", "\"viewer\",\"author\"", "\"rights\":[\"export\"]");
    String path = "/v1/users/thu";

    Reply same =
        admin.patch(path, "{\"roles\":[\"author\",\"viewer\"],\"fullName\":\"Lò Thị Lan\"}", "");
    assertThat(same.header("ETag")).isEqualTo("\"1\"");
    JsonNode changed = admin.patch(path, "{\"fullName\":\"Thu\",\"rights\":null}", "\"1\"").json();
    assertThat(changed.path("version").asInt()).isEqualTo(2);
    assertThat(changed.path("fullName").asString("")).isEqualTo("Thu");
    assertThat(changed.path("rights")).isEmpty();
    assertThat(changed.path("roles")).hasSize(2);
    assertThat(admin.patch(path, "{\"fullName\":\"x\"}", "\"1\"").code())
        .isEqualTo("user-version-mismatch");
    assertThat(admin.patch(path, "{\"name\":\"thuy\"}", "").code()).isEqualTo("invalid-user");
    assertThat(admin.patch(path, "{\"tenant\":\"son-la\"}", "").code()).isEqualTo("invalid-user");
    assertThat(admin.patch(path, "{\"roles\":null}", "").code()).isEqualTo("invalid-user");
    assertThat(admin.patch("/v1/users/nobody", "{}", "").code()).isEqualTo("user-not-found");
    assertThat(admin.patch(path, "{\"roles\":[]}", "").json().path("roles")).isEmpty();
  }

  @Test
  void aTenantSeesItsOwnUsersOnly() {
    OperatorClient province = new OperatorClient(api, SON_LA);
    made("national", "\"viewer\"", "");
    made("first", "\"administrator\"", "\"tenant\":\"son-la\"");
    UUID session = session("national", "1 minute", false);
    String path = "/v1/users/national";

    assertThat(province.get(path).code()).isEqualTo("user-not-found");
    assertThat(province.patch(path, "{\"fullName\":\"x\"}", "").status()).isEqualTo(404);
    assertThat(province.post(path + "/link", "").status()).isEqualTo(404);
    assertThat(province.get(path + "/sessions").status()).isEqualTo(404);
    assertThat(province.delete(path + "/sessions/" + session, "").status()).isEqualTo(404);
    String reason = "{\"reason\":\"x\"}";
    assertThat(province.post(path + "/end-sessions", reason).status()).isEqualTo(404);
    assertThat(province.post(path + "/disable", reason).status()).isEqualTo(404);
    assertThat(province.post(path + "/enable", "").status()).isEqualTo(404);
    assertThat(province.get("/v1/users?limit=1000").json().path("users"))
        .isNotEmpty()
        .allMatch(user -> user.path("tenant").asString("").equals("son-la"));
    assertThat(make(province, "x1", "\"viewer\"", "\"tenant\":\"default\"").code())
        .isEqualTo("invalid-user");
    // tenants:manage counts in the tenant default only.
    OperatorClient first = user("son-la", "first", Role.ADMINISTRATOR);
    assertThat(first.get("/v1/tenants").code()).isEqualTo("default-tenant-only");
    assertThat(make(first, "second", "\"administrator\"", "").status()).isEqualTo(201);
    assertThat(admin.get("/v1/users/second").json().path("createdBy").asString(""))
        .isEqualTo("user:first");
  }

  @Test
  void noOneGivesWhatHeDoesNotHave() {
    OperatorClient head = user("default", "head", Role.ADMINISTRATOR);
    made("strong", "\"approver\",\"viewer\"", "");
    String strong = "/v1/users/strong";

    assertThat(make(head, "y1", "\"approver\"", "").code()).isEqualTo("scope-not-held");
    assertThat(make(head, "y1", "\"viewer\"", "\"rights\":[\"personal-data\"]").code())
        .isEqualTo("scope-not-held");
    assertThat(make(head, "y1", "\"viewer\",\"administrator\"", "").status()).isEqualTo(201);
    assertThat(head.patch("/v1/users/y1", "{\"roles\":[\"author\"]}", "").code())
        .isEqualTo("scope-not-held");
    // A link is a way to sign in as the user.
    assertThat(head.post(strong + "/link", "{\"resetFactors\":true}").code())
        .isEqualTo("scope-not-held");
    assertThat(head.patch(strong, "{\"fullName\":\"S\"}", "").status()).isEqualTo(200);
    assertThat(head.post(strong + "/disable", "{\"reason\":\"x\"}").status()).isEqualTo(200);
    assertThat(head.post(strong + "/enable", "").code()).isEqualTo("scope-not-held");
    assertThat(head.patch(strong, "{\"roles\":[\"viewer\"]}", "").status()).isEqualTo(200);
    assertThat(head.post(strong + "/enable", "").status()).isEqualTo(200);
    assertThat(head.post(strong + "/link", "").status()).isEqualTo(200);
    OperatorClient all =
        new OperatorClient(
            api, USERS.token("default", "all", Set.of(Role.values()), Set.of(Right.values())));
    assertThat(make(all, "y2", "\"approver\"", "\"rights\":[\"export\"]").status()).isEqualTo(201);
  }

  @Test
  void noOneChangesTheOwnRolesOrDisablesTheOwnUser() {
    made("self", "\"administrator\"", "");
    OperatorClient self = user("default", "self", Role.ADMINISTRATOR, Role.AUTHOR);
    String path = "/v1/users/self";

    assertThat(self.patch(path, "{\"roles\":[\"administrator\",\"author\"]}", "").code())
        .isEqualTo("own-user");
    assertThat(self.patch(path, "{\"roles\":[]}", "").code()).isEqualTo("own-user");
    assertThat(self.post(path + "/link", "{\"resetFactors\":true}").code()).isEqualTo("own-user");
    assertThat(self.post(path + "/disable", "{\"reason\":\"x\"}").code()).isEqualTo("own-user");
    assertThat(self.patch(path, "{\"fullName\":\"Me\"}", "").status()).isEqualTo(200);
    assertThat(self.post(path + "/end-sessions", "{\"reason\":\"lost\"}").status()).isEqualTo(200);
  }

  @Test
  void sessionsAreShownAndEnded() {
    made("busy", "\"viewer\"", "");
    UUID older = session("busy", "2 hours", false);
    UUID newer = session("busy", "1 minute", false);
    UUID ended = session("busy", "5 hours", true);
    jdbc.update("update user_credentials set totp_secret = '\\x01' where user_id = ?", id("busy"));
    String path = "/v1/users/busy";

    JsonNode user = admin.get(path).json();
    assertThat(user.path("sessions").asInt()).isEqualTo(2);
    assertThat(user.at("/factors/totp").asBoolean()).isTrue();
    assertThat(Instant.parse(user.path("lastSignInAt").asString("")))
        .isAfter(Instant.now().minusSeconds(1800));
    JsonNode sessions = admin.get(path + "/sessions").json().path("sessions");
    assertThat(sessions)
        .extracting(session -> session.path("id").asString(""))
        .containsExactly(newer.toString(), older.toString());
    assertThat(admin.delete(path + "/sessions/" + older, "").status()).isEqualTo(204);
    for (String none : List.of(older.toString(), ended.toString(), "1")) {
      assertThat(admin.delete(path + "/sessions/" + none, "").code())
          .isEqualTo("session-not-found");
    }
    assertThat(admin.post(path + "/end-sessions", "{}").code()).isEqualTo("missing-reason");
    JsonNode after = admin.post(path + "/end-sessions", "{\"reason\":\"laptop lost\"}").json();
    assertThat(after.path("sessions").asInt()).isZero();
    assertThat(
            jdbc.queryForObject(
                "select end_reason from user_sessions where id = ?", String.class, newer))
        .isEqualTo("laptop lost");
  }

  @Test
  void listsHavePagesAndStates() {
    made("page.a", "\"viewer\"", "");
    made("page_b", "\"viewer\"", "");
    made("page-c", "\"viewer\"", "");
    admin.post("/v1/users/page-c/disable", "{\"reason\":\"x\"}");
    List<String> names = new ArrayList<>();
    String path = "/v1/users?limit=1&state=active";
    JsonNode page = admin.get(path).json();
    while (!page.path("next").isNull()) {
      names.add(page.path("users").get(0).path("name").asString(""));
      page = admin.get(path + "&after=" + page.path("next").asString("")).json();
    }
    names.add(page.path("users").get(0).path("name").asString(""));
    assertThat(names).contains("page.a", "page_b").doesNotContain("page-c").doesNotHaveDuplicates();
    assertThat(admin.get("/v1/users?state=disabled&limit=1000").json().path("users"))
        .extracting(user -> user.path("name").asString(""))
        .contains("page-c")
        .doesNotContain("page.a");
    assertThat(admin.get("/v1/users?state=other").code()).isEqualTo("invalid-parameter");
  }

  @Test
  void aUserWhoLeavesHandsOverAndTheSuccessorIsAnAuthorToo() {
    made("leaver", "\"author\"", "");
    made("successor", "\"author\",\"approver\"", "");
    made("away", "\"author\"", "");
    made("elsewhere", "\"author\"", "\"tenant\":\"son-la\"");
    admin.post("/v1/users/away/disable", "{\"reason\":\"x\"}");
    OperatorClient leaver = user("default", "leaver", Role.AUTHOR);
    OperatorClient successor = user("default", "successor", Role.AUTHOR, Role.APPROVER);
    OperatorClient third = user("default", "third", Role.APPROVER);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> admin.get("/v1/templates/card-expiring").status() == 200);
    String template = "/v1/templates/card-expiring";
    String source = admin.get(template + "/versions/1").json().path("template").toString();
    assertThat(leaver.put(template + "/draft", source).status()).isEqualTo(200);
    assertThat(leaver.post(template + "/draft/submit", "{}").status()).isEqualTo(200);
    assertThat(leaver.put(template + "/draft", source).status()).isEqualTo(200);
    String key =
        admin
            .post(
                "/v1/keys",
                "{\"name\":\"k\",\"owner\":\"user:leaver\",\"scopes\":[\"events:write\"]}")
            .json()
            .path("id")
            .asString("");
    UUID session = session("leaver", "1 minute", false);
    String path = "/v1/users/leaver";

    for (String wrong : List.of("nobody", "away", "elsewhere", "leaver")) {
      Reply reply =
          admin.post(path + "/disable", "{\"reason\":\"x\",\"handOverTo\":\"" + wrong + "\"}");
      assertThat(reply.json().at("/errors/0/pointer").asString("")).isEqualTo("/handOverTo");
    }
    assertThat(admin.get(path).json().path("state").asString("")).isEqualTo("active");
    Reply disabled =
        admin.post(path + "/disable", "{\"reason\":\"left\",\"handOverTo\":\"successor\"}");

    assertThat(disabled.status()).as(disabled.response().body()).isEqualTo(200);
    assertThat(disabled.json().path("handedOver").toString())
        .isEqualTo("{\"to\":\"successor\",\"drafts\":1,\"versions\":1,\"keys\":1}");
    assertThat(disabled.json().path("state").asString("")).isEqualTo("disabled");
    assertThat(disabled.json().path("disabledBy").asString("")).isEqualTo("api");
    assertThat(disabled.json().path("linkExpiresAt").isNull()).isTrue();
    assertThat(
            jdbc.queryForObject(
                "select end_reason from user_sessions where id = ?", String.class, session))
        .isEqualTo("left");
    assertThat(admin.get("/v1/keys/" + key).json().path("owner").asString(""))
        .isEqualTo("user:successor");
    JsonNode draft = admin.get(template + "/draft").json();
    assertThat(draft.path("updatedBy").asString("")).isEqualTo("user:successor");
    assertThat(draft.path("authors").toString()).isEqualTo("[\"user:leaver\",\"user:successor\"]");
    JsonNode version = admin.get(template + "/versions/2").json();
    assertThat(version.path("submittedBy").asString("")).isEqualTo("user:leaver");
    assertThat(version.path("handedOverTo").toString()).isEqualTo("[\"user:successor\"]");
    assertThat(successor.post(template + "/versions/2/approve", "{}").code())
        .isEqualTo("self-approval");
    assertThat(admin.get(template + "/audit").json().path("entries"))
        .filteredOn(entry -> entry.path("action").asString("").equals("hand-over"))
        .hasSize(2);

    JsonNode again =
        admin.post(path + "/disable", "{\"reason\":\"left\",\"handOverTo\":\"successor\"}").json();
    assertThat(again.path("version")).isEqualTo(disabled.json().path("version"));
    assertThat(again.at("/handedOver/drafts").asInt()).isZero();
    assertThat(successor.delete(template + "/draft", "*").status()).isEqualTo(204);
    assertThat(third.post(template + "/versions/2/reject", "{\"reason\":\"unclear\"}").status())
        .isEqualTo(200);
    JsonNode rejected = admin.get(template + "/draft").json();
    assertThat(rejected.path("updatedBy").asString("")).isEqualTo("user:successor");
    assertThat(rejected.path("authors")).hasSize(2);
    assertThat(admin.post(path + "/enable", "").json().path("disabledAt").isNull()).isTrue();
  }
}
