package dev.notifier.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.identity.BodyDigest.Body;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BodyDigestTest {
  private static final Map<String, Object> RECIPIENT = Map.of("phone", "+84912345678");

  private final BodyDigest digest = digest("a secret of sixteen");

  @Test
  void theOrderOfFieldsDoesNotMatter() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("a", 1);
    data.put("b", Map.of("c", List.of("x", "y")));
    Map<String, Object> other = new LinkedHashMap<>();
    other.put("b", Map.of("c", List.of("x", "y")));
    other.put("a", 1);

    assertThat(digest.of(body(data))).isEqualTo(digest.of(body(other)));
  }

  @Test
  void everythingElseMatters() {
    List<Body> bodies = new ArrayList<>();
    for (Object value :
        Arrays.asList(
            null,
            "",
            "1",
            1,
            1.5,
            true,
            false,
            "true",
            "-",
            List.of(),
            List.of("1"),
            List.of("1", "2"),
            List.of("12"),
            List.of(List.of("1"), "2"),
            Map.of(),
            Map.of("1", "2"),
            Map.of("12", ""))) {
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("a", value);
      bodies.add(body(data));
    }
    bodies.add(body(Map.of()));
    bodies.add(body(Map.of("a", "1", "b", "2")));
    bodies.add(new Body("other", null, null, null, null, null, RECIPIENT, Map.of()));
    bodies.add(new Body("type", "subject", null, null, null, null, RECIPIENT, Map.of()));
    bodies.add(new Body("type", null, 1, null, null, null, RECIPIENT, Map.of()));
    bodies.add(new Body("type", null, null, Instant.EPOCH, null, null, RECIPIENT, Map.of()));
    bodies.add(new Body("type", null, null, null, Instant.EPOCH, null, RECIPIENT, Map.of()));
    bodies.add(new Body("type", null, null, null, null, "first", RECIPIENT, Map.of()));
    bodies.add(
        new Body("type", null, null, null, null, null, Map.of("phone", "+84912345679"), Map.of()));

    assertThat(new HashSet<UUID>(bodies.stream().map(digest::of).toList())).hasSize(bodies.size());
  }

  @Test
  void anotherSecretGivesAnotherDigest() {
    Body body = body(Map.of());
    assertThat(digest("another secret, also long").of(body)).isNotEqualTo(digest.of(body));
  }

  private static Body body(Map<String, Object> data) {
    return new Body("type", null, null, null, null, null, RECIPIENT, data);
  }

  private static BodyDigest digest(String secret) {
    return new BodyDigest(secret.getBytes(StandardCharsets.UTF_8));
  }
}
