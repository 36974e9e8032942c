package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.api.app.RunningApi.Reply;
import dev.notifier.testing.TestKafka;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RequestLimitsIT {
  private static final String PATH = "/v1/event-types?limit=1";
  private static RunningApi api;
  private static String key = "";

  @BeforeAll
  static void start() {
    api = RunningApi.start(TestKafka.shared().bootstrapServers(), RunningApi.newStoreUrl());
    OperatorClient administrator = new OperatorClient(api, RunningApi.KEY);
    await()
        .untilAsserted(() -> {
          Reply made =
              administrator.post(
                  "/v1/keys",
                  """
                  {"name":"limited","owner":"tests","scopes":["event-types:read"],
                   "permissions":{"requestsPerSecond":2}}
                  """);
          assertThat(made.status()).as(made.response().body()).isEqualTo(201);
          key = made.json().path("key").asString("");
        });
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
}
