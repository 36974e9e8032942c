package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.testing.TestKafka;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Behind a proxy on this machine, which is trusted. */
class ProxyIT {
  private static final Duration LIMIT = Duration.ofSeconds(100);
  private static final String PATH = "/v1/event-types";
  private static final int MANY = 100;

  private static RunningApi api;
  private static JdbcTemplate jdbc;
  private static String key = "";

  @BeforeAll
  static void start() {
    String url = RunningApi.newStoreUrl();
    jdbc = new JdbcTemplate(new DriverManagerDataSource(url));
    api =
        RunningApi.start(
            TestKafka.shared().bootstrapServers(),
            url,
            "--notifier.http.trusted-proxies=127.0.0.1,10.0.0.0/8",
            // There, Spring Boot would by itself trust all private addresses.
            "--spring.main.cloud-platform=kubernetes");
    OperatorClient administrator = new OperatorClient(api, RunningApi.KEY);
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          Reply made =
              administrator.post(
                  "/v1/keys",
                  """
                  {"name":"office","owner":"tests","scopes":["event-types:read"],
                   "permissions":{"networks":["203.0.113.0/24"]}}
                  """);
          assertThat(made.status()).as(made.response().body()).isEqualTo(201);
          key = made.json().path("key").asString("");
        });
  }

  /** Failed attempts are written once a minute, and when the api stops. */
  @AfterAll
  static void stopAndReadTheAudit() {
    api.close();
    assertThat(
            jdbc.queryForList(
                "select distinct network from audit where operation = 'failedSignIn'",
                String.class))
        .contains("198.51.100.*");
  }

  private static Reply get(String bearer, String... forwarded) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api.request(PATH).build().uri())
            .header("Authorization", "Bearer " + bearer);
    Stream.of(forwarded).forEach(each -> request.header("X-Forwarded-For", each));
    return api.send(request.build());
  }

  @Test
  void theNetworkOfAKeyIsComparedWithTheAddressThatTheProxyNames() {
    assertThat(get(key, "203.0.113.7").status()).isEqualTo(200);
    assertThat(get(key, "198.51.100.1, 203.0.113.7, 10.1.1.1").status()).isEqualTo(200);
    assertThat(get(key, "198.51.100.1", "203.0.113.7").status()).isEqualTo(200);

    assertThat(get(key).code()).isEqualTo("network-not-allowed");
    assertThat(get(key, "203.0.113.7, 198.51.100.1").code()).isEqualTo("network-not-allowed");
    assertThat(get(key, "203.0.113.7", "198.51.100.1").code()).isEqualTo("network-not-allowed");
    assertThat(get(key, "203.0.113.7, unknown").code()).isEqualTo("network-not-allowed");
    assertThat(get(key, "203.0.113.7, 192.168.1.1").code()).isEqualTo("network-not-allowed");
    assertThat(get(key, "x".repeat(4_000)).code()).isEqualTo("network-not-allowed");
  }

  @Test
  void failedAttemptsAreThoseOfTheCallerAndNotOfTheProxy() {
    int status = 0;
    for (int i = 0; i < MANY && status != 429; i++) {
      status = get("guess-" + i, "192.0.2." + i + ", 198.51.100.77").status();
    }
    assertThat(status).as("the left part is invented").isEqualTo(429);
    assertThat(get("guess", "198.51.100.78").status()).isEqualTo(401);
    assertThat(get(RunningApi.KEY, "198.51.100.79").status()).isEqualTo(200);
  }
}
