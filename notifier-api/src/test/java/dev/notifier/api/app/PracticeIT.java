package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A person who practises acts in the test tenant, whatever the request is. */
class PracticeIT {
  private static final String[] PRACTICE = {"Notifier-Practice", "true"};
  private static final String FILE = "phone,cardNo,validTo,daysLeft\n0391234567,1,2026-12-31,3\n";

  private static ApiWithStore store;
  private static RunningApi api;
  private static JdbcTemplate jdbc;
  private static SignedInUser lan;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    jdbc = store.jdbc();
    api = store.start();
    lan =
        SignedInUser.make(api, jdbc, "lan", "default", "{sender,administrator}", "{personal-data}")
            .enrol(Instant.now());
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get("/v1/event-types").json().path("eventTypes").size() > 20);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @Test
  void aBatchOfPracticeIsInTheTestTenantOnly() {
    Reply sent = send("/v1/batches?type=card.expiring&name=Practice", "text/csv", FILE);

    assertThat(sent.status()).as(sent.response().body()).isEqualTo(201);
    String path = "/v1/batches/" + sent.json().path("batchId").asString();
    assertThat(
            jdbc.queryForObject(
                "select tenant from batches where id = ?::uuid",
                String.class,
                sent.json().path("batchId").asString()))
        .isEqualTo("default~test");
    assertThat(practise("GET", path, "").status()).isEqualTo(200);
    assertThat(practise("GET", "/v1/batches", "").json().path("batches")).hasSize(1);
    assertThat(lan.get(path).code()).isEqualTo("batch-not-found");
    assertThat(lan.get("/v1/batches").json().path("batches")).isEmpty();
  }

  private static String event() {
    return """
    {"specversion":"1.0","id":"practice-1","source":"/tst/practice","type":"card.expiring",
     "time":"%s","data":{"recipient":{"phone":"0961234567","kind":"CITIZEN","locale":"vi"},
     "cardNo":"HC4010110129425","validTo":"2026-12-31","daysLeft":30}}
    """
        .formatted(Instant.now());
  }

  /** Otherwise a message could leave over a route to a carrier. */
  @Test
  void withoutARouteForTestsNothingIsAccepted() {
    Reply reply = send("/v1/events", "application/cloudevents+json", event());

    assertThat(reply.code()).isEqualTo("no-test-route");
  }

  @Test
  void thePersonMayDoLess() {
    String scopes = practise("GET", "/v1/me", "").json().path("scopes").toString();
    assertThat(scopes)
        .contains("batches:release", "personal-data:read")
        .doesNotContain("users:manage", "tenants:manage", "keys:manage");
    assertThat(lan.get("/v1/me").json().path("scopes").toString()).contains("keys:manage");
    assertThat(practise("GET", "/v1/routes", "").code()).isEqualTo("missing-scope");
  }

  /** The header is for people: programs have keys for tests. */
  @ParameterizedTest
  @CsvSource({
    "yes, 400, invalid-parameter",
    "'', 400, invalid-parameter",
    "TRUE, 400, invalid-parameter"
  })
  void anotherValueIsRefused(String value, int status, String code) {
    Reply reply = lan.send("GET", "/v1/batches", "", "Notifier-Practice", value);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
  }

  @Test
  void aStoredKeyDoesNotPractise() {
    Reply key =
        new OperatorClient(api, RunningApi.KEY)
            .post(
                "/v1/keys",
                "{\"name\":\"crm\",\"owner\":\"o\",\"scopes\":[\"batches:read\"],\"kind\":\"live\"}");
    assertThat(key.status()).as(key.response().body()).isEqualTo(201);

    Reply reply =
        api.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + "/v1/batches"))
                .header("Authorization", "Bearer " + key.json().path("key").asString())
                .headers(PRACTICE)
                .GET()
                .build());

    assertThat(reply.code()).isEqualTo("users-only");
  }

  private static Reply send(String path, String type, String body) {
    return api.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.port() + path))
            .header("Authorization", "Bearer " + lan.token)
            .header("Content-Type", type)
            .headers(PRACTICE)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static Reply practise(String method, String path, String body) {
    return lan.send(method, path, body, PRACTICE);
  }
}
