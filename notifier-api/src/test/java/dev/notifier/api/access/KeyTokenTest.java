package dev.notifier.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.KeyRecord;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTokenTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final RandomGenerator RANDOM = new Random(7);

  private static KeyRecord key(String id, KeyRecord.Secret... secrets) {
    return new KeyRecord(
        KeyRecord.VERSION,
        id,
        1,
        "default",
        "portal",
        KeyKind.LIVE,
        List.of(),
        KeyPermissions.NONE,
        List.of(secrets),
        NOW.plusSeconds(60),
        null);
  }

  @Test
  void aKeyIsRecognisedByItsHash() {
    KeyToken token = KeyToken.create(KeyKind.TEST, RANDOM);
    KeyToken other = KeyToken.create(KeyKind.TEST, token.id(), RANDOM);

    assertThat(token.text()).matches("nk_test_[a-z2-9]{12}_[0-9a-f]{64}");
    assertThat(token.text()).startsWith(KeyToken.prefix(KeyKind.TEST, token.id()));
    assertThat(KeyToken.parse(token.text())).contains(token);
    assertThat(token.hash()).matches("[0-9a-f]{64}").isNotEqualTo(other.hash());
    KeyRecord key = key(token.id(), new KeyRecord.Secret(token.hash(), null, null));
    assertThat(token.isOf(key, NOW)).isTrue();
    assertThat(other.isOf(key, NOW)).isFalse();
    assertThat(token.isOf(key(token.id()), NOW)).isFalse();
    assertThat(token.toString()).doesNotContain(token.text());
  }

  @Test
  void theFormerSecretIsAcceptedUntilItsEnd() {
    KeyToken former = KeyToken.create(KeyKind.LIVE, RANDOM);
    KeyToken token = KeyToken.create(KeyKind.LIVE, former.id(), RANDOM);
    KeyRecord key =
        key(
            token.id(),
            new KeyRecord.Secret(token.hash(), null, null),
            new KeyRecord.Secret(former.hash(), NOW, null));

    assertThat(former.isOf(key, NOW.minusMillis(1))).isTrue();
    assertThat(former.isOf(key, NOW)).isFalse();
    assertThat(token.isOf(key, NOW)).isTrue();
  }

  /** Another kind in the text is another key. */
  @Test
  void theKindIsPartOfTheKey() {
    KeyToken token = KeyToken.create(KeyKind.TEST, RANDOM);
    KeyToken live = KeyToken.parse(token.text().replace("nk_test", "nk_live")).orElseThrow();
    KeyRecord key = key(token.id(), new KeyRecord.Secret(token.hash(), null, null));

    assertThat(live.isOf(key, NOW)).isFalse();
  }

  @Test
  void idsDoNotRepeat() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(ids.add(KeyToken.create(KeyKind.LIVE, RANDOM).id())).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "nk_", "nk_live_abcdefghijkm", "nk_live_abcdefghijkm_", "key-of-the-tests"})
  void otherTokensAreNoStoredKeys(String text) {
    assertThat(KeyToken.parse(text)).isEmpty();
    assertThat(KeyToken.parse(text + "é".repeat(64))).isEmpty();
  }
}
