package dev.notifier.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedCursorsTest {
  private static final List<String> SEARCH = List.of("search", "default", "type", "a");
  private static final UUID PLACE = UUID.fromString("0193807a-5f3c-7b21-9c44-1f0e8a6d2b57");

  private final SignedCursors cursors = cursors("one key");

  private static SignedCursors cursors(String key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return new SignedCursors(mac);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void namesThePlace() {
    String cursor = cursors.of(PLACE, SEARCH);

    assertThat(cursors.place(cursor, SEARCH)).isEqualTo(PLACE);
    assertThat(cursors("one key").place(cursor, SEARCH)).isEqualTo(PLACE);
  }

  @Test
  void belongsToOneSearchAndTenant() {
    String cursor = cursors.of(PLACE, SEARCH);

    for (List<String> other :
        List.of(
            List.of("search", "son-la", "type", "a"),
            List.of("search", "default", "type", "b"),
            List.of("search", "default", "type"),
            List.of("search", "default", "typea"),
            List.of("search", "defaultt", "ype", "a"),
            List.of("timeline", "default", "type", "a"))) {
      assertRefused(cursors, cursor, other);
    }
    assertRefused(cursors("another key"), cursor, SEARCH);
  }

  @Test
  void aChangedOneIsRefused() {
    String cursor = cursors.of(PLACE, SEARCH);
    for (int i = 0; i < cursor.length(); i++) {
      char changed = cursor.charAt(i) == 'A' ? 'Q' : 'A';
      assertRefused(cursors, cursor.substring(0, i) + changed + cursor.substring(i + 1), SEARCH);
    }
    assertRefused(cursors, cursor.substring(1), SEARCH);
    assertRefused(cursors, cursor + "AAAA", SEARCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "%", "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57", "không"})
  void anythingElseIsRefused(String cursor) {
    assertRefused(cursors, cursor, SEARCH);
  }

  private static void assertRefused(SignedCursors cursors, String cursor, List<String> search) {
    assertThatThrownBy(() -> cursors.place(cursor, search)).isInstanceOf(ProblemException.class);
  }
}
