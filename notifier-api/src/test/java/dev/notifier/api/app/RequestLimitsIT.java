package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.testing.TestKafka;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RequestLimitsIT {
  private static final String PATH = "/v1/event-types?limit=1";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String URL = RunningApi.newStoreUrl();

  private static RunningApi api;
  private static String key = "";

  @BeforeAll
  static void start() {
    api = RunningApi.start(TestKafka.shared().bootstrapServers(), URL);
    key = make(2);
  }

  private static String make(int requestsPerSecond) {
    OperatorClient administrator = new OperatorClient(api, RunningApi.KEY);
    AtomicReference<String> key = new AtomicReference<>("");
    await()
        .untilAsserted(() -> {
          Reply made =
              administrator.post(
                  "/v1/keys",
                  """
                  {"name":"limited-%d","owner":"tests","scopes":["event-types:read"],
                   "permissions":{"requestsPerSecond":%d}}
                  """
                      .formatted(requestsPerSecond, requestsPerSecond));
          assertThat(made.status()).as(made.response().body()).isEqualTo(201);
          key.set(made.json().path("key").asString(""));
        });
    return key.get();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void aKeyBeyondItsLimitIsToldWhenToComeBack() {
    OperatorClient limited = new OperatorClient(api, key);
    List<Reply> replies = new ArrayList<>();
    await()
        .until(() -> {
          replies.add(limited.get(PATH));
          return replies.getLast().status() == 429;
        });

    assertThat(replies.getFirst().status()).isEqualTo(200);
    assertThat(replies)
        .allSatisfy(reply -> {
          assertThat(reply.header("RateLimit-Policy")).isEqualTo("\"key\";q=2;w=1");
          assertThat(reply.header("RateLimit")).matches("\"key\";r=[01];t=1");
        });
    Reply refused = replies.getLast();
    assertThat(refused.code()).isEqualTo("too-many-requests");
    assertThat(refused.header("Retry-After")).isEqualTo("1");
    assertThat(refused.header("RateLimit")).isEqualTo("\"key\";r=0;t=1");
    assertThat(new OperatorClient(api, RunningApi.KEY).get(PATH).header("RateLimit")).isEmpty();
    await().until(() -> limited.get(PATH).status() == 200);
  }

  /** Each accepts its half, and both say the whole limit. */
  @Test
  void twoInstancesShareTheLimitOfAKey() {
    String shared = make(20);
    try (RunningApi other = RunningApi.start(TestKafka.shared().bootstrapServers(), URL)) {
      for (RunningApi each : List.of(api, other)) {
        OperatorClient client = new OperatorClient(each, shared);
        await()
            .atMost(LIMIT)
            .pollInterval(Duration.ofSeconds(2))
            .untilAsserted(() -> {
              Reply first = client.get(PATH);
              assertThat(first.status()).isEqualTo(200);
              assertThat(first.header("RateLimit-Policy")).isEqualTo("\"key\";q=20;w=1");
              assertThat(first.header("RateLimit")).startsWith("\"key\";r=9;");
            });
        await()
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(1))
            .untilAsserted(() -> {
              Reply refused = client.get(PATH);
              assertThat(refused.status()).isEqualTo(429);
              assertThat(refused.header("Retry-After")).isEqualTo("1");
              assertThat(refused.header("RateLimit")).startsWith("\"key\";r=0;");
            });
      }
    }
  }
}
