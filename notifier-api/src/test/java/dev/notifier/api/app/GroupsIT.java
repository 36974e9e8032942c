package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.store.counters.CounterDeltas;
import dev.notifier.store.counters.CounterFolding;
import dev.notifier.store.groups.GroupCompletionStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Groups are declared, and show how far they are. */
class GroupsIT {
  private static final String OTHER = "key-of-another-tenant-of-this-test-00002";

  private static final String LISTED = "key-of-a-tenant-with-two-groups-000000001";
  private static final String FULL = "key-of-a-tenant-with-very-many-groups-01";

  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient national;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    api =
        store.start(
            "--notifier.operators.other.key=" + OTHER,
            "--notifier.operators.other.tenant=other",
            "--notifier.operators.listed.key=" + LISTED,
            "--notifier.operators.listed.tenant=listed",
            "--notifier.operators.full.key=" + FULL,
            "--notifier.operators.full.tenant=full");
    national = new OperatorClient(api, RunningApi.KEY);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  private static void plan(String tenant, String group, String state, int number) {
    JdbcClient.create(store.dataSource())
        .sql(
            CounterDeltas.countInserted(
                """
                insert into notifications (id, tenant, source, event_id, type, lane, segments,
                  state, group_id, accepted_at, planned_at)
                select uuidv7(), :tenant, '/s', :group || :state || n, 'card.expiring', 'NORMAL', 2,
                  :state, :group, now(), now()
                from generate_series(1, :number) n
                """))
        .param("tenant", tenant)
        .param("group", group)
        .param("state", state)
        .param("number", number)
        .update();
  }

  /** What the worker does each second. */
  private static void work() {
    new CounterFolding(store.dataSource()).fold(1_000);
    new GroupCompletionStore(store.dataSource(), Duration.ofDays(2)).compare(100);
  }

  private static JsonNode group(String name) {
    Reply reply = national.get("/v1/groups/" + name);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply.json();
  }

  @Test
  void aGroupIsDeclaredCountedAndCompleted() {
    Reply created = national.put("/v1/groups/a", "{\"expected\":3,\"title\":\"Tháng 12\"}");
    assertThat(created.status()).as(created.toString()).isEqualTo(201);
    assertThat(created.json().path("accepted").asInt()).isZero();
    assertThat(created.json().path("lastChangeAt").isNull()).isTrue();
    assertThat(national.put("/v1/groups/a", "{\"expected\":3,\"title\":\"Tháng 12\"}").status())
        .isEqualTo(200);

    plan("default", "a", "DELIVERED", 2);
    assertThat(group("a").path("ended").asInt()).as("not folded").isEqualTo(2);
    plan("default", "a", "PLANNED", 1);
    work();
    JsonNode running = group("a");
    assertThat(running.path("accepted").asInt()).isEqualTo(3);
    assertThat(running.path("ended").asInt()).isEqualTo(2);
    assertThat(running.path("segments").asInt()).isEqualTo(6);
    assertThat(running.path("title").asString()).isEqualTo("Tháng 12");
    assertThat(running.path("lastChangeAt").isString()).isTrue();
    assertThat(running.path("completedAt").isNull()).isTrue();
    assertThat(running.path("counts"))
        .extracting(count -> count.path("state").asString() + count.path("number").asInt())
        .containsExactly("DELIVERED2", "PLANNED1");

    plan("default", "a", "NO_RECEIPT", 1);
    work();
    assertThat(group("a").path("completedAt").isString()).isTrue();
    national.put("/v1/groups/a", "{\"expected\":9}");
    assertThat(group("a").path("completedAt").isNull()).isTrue();
  }

  @Test
  void groupsAreListedByNameInPages() {
    plan("listed", "x/y", "PLANNED", 1);
    plan("listed", "x", "PLANNED", 1);
    work();
    OperatorClient other = new OperatorClient(api, LISTED);
    Reply first = other.get("/v1/groups?limit=1");
    assertThat(names(first)).containsExactly("x");
    Reply second = other.get("/v1/groups?limit=1&after=" + first.json().path("next").asString());
    assertThat(names(second)).containsExactly("x/y");
    assertThat(second.json().path("next").isNull()).isTrue();
    assertThat(second.json().path("others")).isEmpty();
    assertThat(other.get("/v1/groups?after=%0A").status()).isEqualTo(400);
  }

  private static List<String> names(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply
        .json()
        .path("groups")
        .valueStream()
        .map(group -> group.path("name").asString())
        .toList();
  }

  @Test
  void aTenantFindsItsOwnGroupsOnly() {
    plan("default", "national", "PLANNED", 1);
    work();
    OperatorClient other = new OperatorClient(api, OTHER);
    assertThat(other.get("/v1/groups/national").code()).isEqualTo("group-not-found");
    assertThat(names(other.get("/v1/groups"))).doesNotContain("national");
    assertThat(other.put("/v1/groups/national", "{\"expected\":1}").status()).isEqualTo(201);
    assertThat(group("national").path("expected").isNull()).isTrue();
    assertThat(other.get("/v1/groups/national").json().path("accepted").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a | {}",
        "a | {\"expected\":0}",
        "a | {\"expected\":1.5}",
        "a | {\"expected\":\"7\"}",
        "a | {\"expected\":1000000001}",
        "a | {\"expected\":1,\"title\":\"\"}",
        "a | {\"expected\":1,\"state\":\"x\"}",
        "a%20b | {\"expected\":1}",
        "%C3%A1 | {\"expected\":1}"
      })
  void invalidGroupsAreRejected(String name, String body) {
    Reply reply = national.put("/v1/groups/" + name, body);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(422);
    assertThat(reply.json().path("errors").path(0).path("code").asString("") + reply.code())
        .contains("invalid-group");
  }

  @Test
  void aTenantHasALimitedNumberOfGroups() {
    JdbcClient.create(store.dataSource())
        .sql("insert into tenant_groups (tenant, groups) values ('full', :most)")
        .param("most", CounterFolding.MAX_GROUPS)
        .update();
    plan("full", "beyond", "PLANNED", 3);
    work();
    OperatorClient full = new OperatorClient(api, FULL);
    Reply list = full.get("/v1/groups");
    assertThat(names(list)).isEmpty();
    assertThat(list.json().path("others").path(0).path("number").asInt()).isEqualTo(3);
    Reply refused = full.put("/v1/groups/beyond", "{\"expected\":1}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("too-many-groups");
    assertThat(full.get("/v1/groups/beyond").code()).isEqualTo("group-not-found");
  }
}
