package dev.notifier.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.RecordJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRecordTest {
  private static final Instant END = Instant.parse("2026-12-01T01:00:00Z");

  private static KeyRecord key() {
    return new KeyRecord(
        KeyRecord.VERSION,
        "a1",
        1,
        "default",
        "portal",
        KeyKind.TEST,
        List.of("events:write"),
        new KeyPermissions(List.of("case.*"), null, 5, null, null, null),
        List.of(new KeyRecord.Secret("hash", null, null)),
        END,
        null);
  }

  @Test
  void aRecordSurvivesItsWayThroughATopic() {
    KeyRecord revoked = key().revoked(END);
    assertThat(KeyRecord.FORMAT.read(RecordJson.write(key()))).isEqualTo(key());
    assertThat(KeyRecord.FORMAT.read(RecordJson.write(revoked))).isEqualTo(revoked);
    assertThat(new String(RecordJson.write(key()), StandardCharsets.UTF_8))
        .contains("\"kind\":\"test\"")
        .doesNotContain("limitsEvents");
    assertThat(key().toString()).doesNotContain("hash");
  }

  /** An older program must not lose a revocation because of a scope that it does not know. */
  @Test
  void aRevocationIsReadAlthoughAScopeAndTheKindAreUnknown() {
    String json =
        new String(RecordJson.write(key().revoked(END)), StandardCharsets.UTF_8)
            .replace("\"test\"", "\"future\"")
            .replace("events:write", "moon:visit");

    KeyRecord read = KeyRecord.FORMAT.read(json.getBytes(StandardCharsets.UTF_8));

    assertThat(read.isValid(END.minusSeconds(60))).isFalse();
    assertThat(read.kind()).isNull();
    assertThat(read.knownScopes()).isEmpty();
  }

  @Test
  void aKeyEndsAtItsExpiryAndASecretAtItsEnd() {
    assertThat(key().isValid(END.minusMillis(1))).isTrue();
    assertThat(key().isValid(END)).isFalse();
    KeyRecord.Secret former = new KeyRecord.Secret("hash", END, null);
    assertThat(former.isValid(END.minusMillis(1))).isTrue();
    assertThat(former.isValid(END)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "case.received, OTP, true",
    "case, OTP, false",
    "cases.received, OTP, false",
    "benefit.paid, OTP, true",
    "benefit.paid.late, OTP, false",
    "other.type, SERVICE, true",
    "other.type, ADVERTISING, false",
  })
  void anEventIsAllowedByItsTypeOrItsCategory(String type, String category, boolean allowed) {
    KeyPermissions permissions =
        new KeyPermissions(
            List.of("case.*", "benefit.paid"), List.of("SERVICE"), null, null, null, null);
    assertThat(permissions.allowsEvent(type, category)).isEqualTo(allowed);
    assertThat(KeyPermissions.NONE.allowsEvent(type, category)).isTrue();
  }
}
