package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the holder of a key has sent last. */
class KeyRequestsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PRIVATE_ID = "01938070-5f3c-7b21-9c44-1f0e8a6d2b57";

  private static RunningApi api;
  private static OperatorClient admin;

  @BeforeAll
  static void start() {
    api = ApiWithStore.shared().start();
    admin = new OperatorClient(api, RunningApi.KEY);
  }

  private static JsonNode made(String name, String... scopes) {
    String list = Arrays.stream(scopes).collect(Collectors.joining("\",\"", "\"", "\""));
    Reply reply =
        admin.post(
            "/v1/keys",
            "{\"name\":\"%s\",\"owner\":\"Office 7\",\"scopes\":[%s]}".formatted(name, list));
    assertThat(reply.status()).as(reply.response().body()).isEqualTo(201);
    return reply.json();
  }

  @Test
  void theLastRequestsOfAKeyAreShownWithoutTheirValues() {
    JsonNode key = made("seen", "event-types:read", "notifications:read");
    OperatorClient holder = new OperatorClient(api, key.path("key").asString(""));
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(holder.get("/v1/event-types").status()).isEqualTo(200));
    assertThat(holder.get("/v1/notifications/" + PRIVATE_ID).status()).isEqualTo(404);
    assertThat(holder.get("/v1/routes/mobi").status()).isEqualTo(403);
    assertThat(holder.get("/v1/nothing/0912345678").status()).isEqualTo(404);

    Reply reply = admin.get("/v1/keys/" + key.path("id").asString("") + "/requests");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.response().body()).doesNotContain(PRIVATE_ID, "0912345678");
    assertThat(reply.json().path("refused").valueStream().limit(3))
        .extracting(
            each -> each.path("path").asString("-") + " " + each.path("error").asString("-"))
        .containsExactly(
            "- not-found",
            "/v1/routes/{name} missing-scope",
            "/v1/notifications/{notificationId} notification-not-found");
    assertThat(reply.json().path("requests").valueStream())
        .anyMatch(each -> each.path("path").asString("").equals("/v1/event-types"));
  }

  /** Its length is not announced, so it is refused while it is read. */
  @Test
  void aBodyThatIsRefusedWhileItIsReadIsAmongTheLastRequests() {
    JsonNode key = made("too-much", "routes:operate");
    OperatorClient holder = new OperatorClient(api, key.path("key").asString(""));
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> assertThat(holder.post("/v1/routes/x/pause", "").status()).isEqualTo(404));
    HttpRequest tooLarge =
        HttpRequest.newBuilder(api.request("/v1/routes/x").build().uri())
            .header("Authorization", "Bearer " + holder.key())
            .header("Content-Type", "application/json")
            .method(
                "PATCH", BodyPublishers.fromPublisher(BodyPublishers.ofString(" ".repeat(5_000))))
            .build();
    assertThat(api.send(tooLarge).code()).isEqualTo("body-too-large");
    assertThat(holder.patch("/v1/routes/x", "{}", "").status()).isEqualTo(404);

    String path = "/v1/keys/" + key.path("id").asString("") + "/requests";
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(admin.get(path).json().path("refused").valueStream())
                .extracting(each ->
                    each.path("path").asString("-")
                        + " "
                        + each.path("status").asInt()
                        + " "
                        + each.path("error").asString("-"))
                .filteredOn(each -> !each.contains("pause"))
                .containsExactlyInAnyOrder(
                    "/v1/routes/{name} 413 body-too-large",
                    "/v1/routes/{name} 404 route-not-found"));
  }
}
