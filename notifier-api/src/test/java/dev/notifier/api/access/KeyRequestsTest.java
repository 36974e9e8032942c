package dev.notifier.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeyRequestsTest {
  private static final Instant START = Instant.parse("2026-12-01T01:00:00Z");

  private final KeyRequests requests = new KeyRequests();

  @Test
  void refusedRequestsAreNotDisplacedByOthers() {
    add("a", 0, 403);
    for (int second = 1; second <= 2 * KeyRequests.MAX_REQUESTS; second++) {
      add("a", second, 200);
    }

    assertThat(requests.of("a").refused()).extracting(KeyRequests.Entry::at).containsExactly(START);
    assertThat(requests.of("a").all()).hasSize(KeyRequests.MAX_REQUESTS);
    assertThat(requests.of("a").all().getFirst().at())
        .isEqualTo(START.plusSeconds(2 * KeyRequests.MAX_REQUESTS));
  }

  @Test
  void onlyTheKeysThatWereUsedLastAreKept() {
    for (int key = 0; key <= KeyRequests.MAX_KEYS; key++) {
      add("k" + key, key, 200);
    }

    assertThat(requests.of("k0").all()).isEmpty();
    assertThat(requests.of("k1").all()).hasSize(1);
  }

  private void add(String key, int second, int status) {
    requests.add(
        key,
        new KeyRequests.Entry(START.plusSeconds(second), "GET", "/v1/routes", status, null, null));
  }
}
