package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.app.RunningApi.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that need much memory or time if nothing limits them. */
class BoundedWorkIT {
  private static ApiWithStore store;
  private static RunningApi api;
  private static OperatorClient operator;

  @BeforeAll
  static void start() {
    store = ApiWithStore.shared();
    api = store.start();
    operator = new OperatorClient(api, RunningApi.KEY);
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  /** Twelve times 30 variants of 2,000 words, all of them changed. */
  @Test
  void diffsOfLargeTemplatesAreBoundedAndFewRunAtTheSameTime() {
    assertThat(putDraft("o", 700).status()).isEqualTo(200);
    assertThat(operator.post("/v1/templates/large/draft/submit", "{}").status()).isEqualTo(200);
    assertThat(putDraft("t", 2_000).status()).isEqualTo(200);

    List<CompletableFuture<Reply>> diffs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      diffs.add(
          CompletableFuture.supplyAsync(() -> api.get("/v1/templates/large/diff?from=1&to=draft")));
    }
    List<Reply> replies = diffs.stream().map(CompletableFuture::join).toList();

    assertThat(replies).extracting(Reply::status).contains(200).isSubsetOf(200, 503);
    assertThat(replies)
        .filteredOn(reply -> reply.status() == 503)
        .allSatisfy(reply -> {
          assertThat(reply.code()).isEqualTo("overloaded");
          assertThat(reply.header("Retry-After")).isEqualTo("2");
        });
  }

  @Test
  void tenThousandUnknownTypesAreRejectedInFewWordsEach() {
    String batch =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "{\"specversion\":\"1.0\",\"type\":\"card.x%d\"}".formatted(i))
            .collect(Collectors.joining(",", "[", "]"));

    Reply reply = api.post(RunningApi.BATCH, batch);

    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("items")).hasSize(10_000);
    assertThat(reply.response().body()).hasSizeLessThan(10_000 * 600);
  }

  /** Saves 32 variants, each with an audience of its own. */
  private static Reply putDraft(String word, int words) {
    String text = (word + " ").repeat(words).strip();
    String variants =
        Stream.of("vi", "en", "fr", "de", "es", "it", "pt", "nl")
            .flatMap(locale ->
                Stream.of("", "\"K1\"", "\"K2\"", "\"K3\"")
                    .map(area ->
                        "{\"locale\":\"%s\",\"audience\":{\"livingAreas\":[%s]},\"text\":\"%s\"}"
                            .formatted(locale, area, text)))
            .collect(Collectors.joining(","));
    return operator.put(
        "/v1/templates/large/draft",
        "{\"id\":\"large\",\"eventType\":\"card.expiring\",\"diacritics\":\"strip\","
            + "\"maxSegments\":10,\"links\":\"refuse\",\"variants\":["
            + variants
            + "]}");
  }
}
