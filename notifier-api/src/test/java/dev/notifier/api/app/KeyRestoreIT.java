package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.testing.TestKafka;
import dev.notifier.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A backup of PostgreSQL from before a revocation does not make the key valid again. */
class KeyRestoreIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void keysAndTenantsAreThoseOfTheTopicsAfterARestore() {
    TestKafka kafka = TestKafka.fresh();
    String database = RunningApi.newDatabase();
    String url = TestPostgres.shared().url(database);
    try (var pool = TestPostgres.shared().pool(database)) {
      JdbcClient jdbc = JdbcClient.create(pool);
      JsonNode revoked;
      JsonNode later;
      try (RunningApi api = RunningApi.start(kafka.bootstrapServers(), url)) {
        OperatorClient admin = new OperatorClient(api, RunningApi.KEY);
        revoked = make(admin, "default");
        admin.post("/v1/keys/" + id(revoked) + "/revoke", "");
        admin.put("/v1/tenants/son-la", "{\"title\":\"Sơn La\"}");
        later = make(admin, "son-la");
        Awaitility.await()
            .atMost(LIMIT)
            .untilAsserted(() -> assertThat(published(kafka)).contains(id(later), "son-la"));
      }
      jdbc.sql("delete from api_keys where id = :id").param("id", id(later)).update();
      jdbc.sql("delete from tenants where id = 'son-la'").update();
      jdbc.sql("update api_keys set version = 1, revoked_at = null, revoked_by = null").update();

      try (RunningApi restored = RunningApi.start(kafka.bootstrapServers(), url)) {
        Awaitility.await()
            .atMost(LIMIT)
            .untilAsserted(() ->
                assertThat(
                        jdbc.sql(
                                "select id || ' ' || version || ' ' || (revoked_at is not null)"
                                    + " from api_keys")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder(id(revoked) + " 2 true", id(later) + " 1 false"));
        assertThat(
                jdbc.sql("select created_by from api_keys where id = :id")
                    .param("id", id(later))
                    .query(String.class)
                    .single())
            .isEqualTo("api");
        assertThat(holder(restored, revoked).get("/v1/event-types").status()).isEqualTo(401);
        assertThat(holder(restored, later).get("/v1/event-types").status()).isEqualTo(200);
        OperatorClient admin = new OperatorClient(restored, RunningApi.KEY);
        assertThat(admin.post("/v1/keys/" + id(later) + "/revoke", "").status()).isEqualTo(200);
        assertThat(holder(restored, later).get("/v1/event-types").status()).isEqualTo(401);
      }
    } finally {
      kafka.close();
    }
  }

  @Test
  void aRevocationAfterARestoreRemains() {
    TestKafka kafka = TestKafka.fresh();
    String database = RunningApi.newDatabase();
    String url = TestPostgres.shared().url(database);
    try (var pool = TestPostgres.shared().pool(database);
        RunningApi api = RunningApi.start(kafka.bootstrapServers(), url)) {
      JdbcClient jdbc = JdbcClient.create(pool);
      OperatorClient admin = new OperatorClient(api, RunningApi.KEY);
      JsonNode key = make(admin, "default");
      String path = "/v1/keys/" + id(key);
      admin.patch(path, "{\"owner\":\"A\"}", "");
      admin.patch(path, "{\"owner\":\"B\"}", "");
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(values(kafka)).contains("\"version\":3"));
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(holder(api, key).get("/v1/event-types").status()).isEqualTo(200));

      jdbc.sql("update api_keys set version = 1").update();
      assertThat(admin.post(path + "/revoke", "").status()).isEqualTo(200);

      assertThat(holder(api, key).get("/v1/event-types").status()).isEqualTo(401);
      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(values(kafka)).contains("\"version\":4"));
      assertThat(
              jdbc.sql("select version from api_keys where revoked_at is not null")
                  .query(Integer.class)
                  .list())
          .containsExactly(4);
      assertThat(holder(api, key).get("/v1/event-types").status()).isEqualTo(401);
    } finally {
      kafka.close();
    }
  }

  private static String values(TestKafka kafka) {
    StringBuilder values = new StringBuilder();
    kafka
        .committed("notifier.keys")
        .forEach(record -> values.append(new String(record.value(), StandardCharsets.UTF_8)));
    return values.toString();
  }

  private static JsonNode make(OperatorClient admin, String tenant) {
    return admin
        .post(
            "/v1/keys",
            """
            {"name":"portal","owner":"Office","scopes":["event-types:read"],"tenant":"%s"}\
            """
                .formatted(tenant))
        .json();
  }

  private static String id(JsonNode key) {
    return key.path("id").asString("");
  }

  private static OperatorClient holder(RunningApi api, JsonNode key) {
    return new OperatorClient(api, key.path("key").asString(""));
  }

  private static String published(TestKafka kafka) {
    StringBuilder keys = new StringBuilder();
    kafka
        .committed("notifier.keys", "notifier.tenants")
        .forEach(
            record -> keys.append(new String(record.key(), StandardCharsets.UTF_8)).append(' '));
    return keys.toString();
  }
}
