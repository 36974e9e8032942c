package dev.notifier.api.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.TenantStates;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.clients.RecordSignatures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tables are filled by hand; Kafka is never read. */
class StoredKeysTest {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  private @Nullable Duration age = Duration.ZERO;
  private Instant now = NOW;
  private final AccessTables tables =
      new AccessTables(
          new KafkaClients(
              KafkaConnection.plaintext("127.0.0.1:1"),
              "test",
              RecordSignatures.of("sixteen-characters-and-more", Clock.systemUTC())),
          () -> 5,
          _ -> age);
  private final List<String> stored = new ArrayList<>();
  private final KeyUses uses =
      new KeyUses(
          batch -> batch.forEach(use -> stored.add(use.id() + " " + use.network())), () -> now);
  private final StoredKeys keys = new StoredKeys(tables, uses, () -> now, true);
  private final KeyToken token = KeyToken.create(KeyKind.LIVE, new Random(7));

  @BeforeEach
  void addTenant() {
    addTenant(1, false);
  }

  private void addTenant(int version, boolean suspended) {
    tables
        .tenants()
        .put(
            "son-la",
            new TenantRecord(TenantRecord.VERSION, "son-la", version, "Sơn La", suspended, null));
  }

  private KeyRecord key(KeyKind kind) {
    return key(kind, "son-la");
  }

  private KeyRecord key(KeyKind kind, String tenant) {
    return new KeyRecord(
        KeyRecord.VERSION,
        token.id(),
        1,
        tenant,
        "portal",
        kind,
        List.of("events:write", "templates:write", "future:scope"),
        KeyPermissions.NONE,
        List.of(new KeyRecord.Secret(token.hash(), null, null)),
        NOW.plusSeconds(60),
        null);
  }

  private String code() {
    return catchThrowableOfType(ProblemException.class, () -> keys.callerOf(token.text()))
        .problem()
        .code();
  }

  @Test
  void aKeyHasTheScopesThatThisReleaseKnows() {
    tables.keys().put(token.id(), key(KeyKind.LIVE));

    Caller caller = keys.callerOf(token.text()).orElseThrow();

    assertThat(caller.name()).isEqualTo("portal:" + token.id());
    assertThat(caller.tenant()).isEqualTo("son-la");
    assertThat(caller.scopes())
        .containsExactlyInAnyOrder(Scope.EVENTS_WRITE, Scope.TEMPLATES_WRITE, Scope.TEMPLATES_READ);
    assertThat(keys.callerOf(token.text() + "0")).isEmpty();
    assertThat(keys.callerOf(token.text().replaceAll(".{4}$", "0000"))).isEmpty();
  }

  @Test
  void aTestKeyBelongsToTheShadowTenant() {
    tables.keys().put(token.id(), key(KeyKind.TEST));
    assertThat(keys.callerOf(token.text()).orElseThrow().tenant()).isEqualTo("son-la~test");
  }

  @Test
  void revokedAndExpiredKeysAreNotAccepted() {
    tables.keys().put(token.id(), key(KeyKind.LIVE));
    now = NOW.plusSeconds(60);
    assertThat(keys.callerOf(token.text())).isEmpty();
    now = NOW;
    tables.keys().put(token.id(), key(KeyKind.LIVE).revoked(NOW));
    assertThat(keys.callerOf(token.text())).isEmpty();
  }

  @Test
  void anOldVersionDoesNotUndoARevocation() {
    tables.keys().put(token.id(), key(KeyKind.LIVE).revoked(NOW));
    tables.keys().put(token.id(), key(KeyKind.LIVE));
    assertThat(keys.callerOf(token.text())).isEmpty();
  }

  @Test
  void noKeyIsAcceptedUntilTheTopicsHaveBeenRead() {
    age = null;
    assertThat(code()).isEqualTo("keys-unavailable");
    tables.keys().put(token.id(), key(KeyKind.LIVE));
    assertThat(code()).as("in PostgreSQL, perhaps from a backup").isEqualTo("keys-unavailable");
    assertThat(keys.callerOf("no stored key")).isEmpty();
    assertThat(keys.condition().works()).isFalse();
  }

  @Test
  void aKeyOfAnUnknownTenantIsNotAccepted() {
    tables.keys().put(token.id(), key(KeyKind.LIVE, "hue"));
    assertThat(code()).isEqualTo("keys-unavailable");
  }

  @Test
  void noVersionMakesARevokedKeyValidAgain() {
    tables.keys().put(token.id(), key(KeyKind.LIVE).revoked(NOW));
    tables.keys().put(token.id(), key(KeyKind.LIVE).withVersion(9));
    assertThat(keys.callerOf(token.text())).isEmpty();
  }

  @Test
  void tenantsHaveStates() {
    assertThat(tables.of("son-la")).isEqualTo(TenantStates.State.ACTIVE);
    assertThat(tables.of("hue")).isEqualTo(TenantStates.State.UNKNOWN);
    age = null;
    assertThat(tables.of("son-la")).isEqualTo(TenantStates.State.UNREAD);
    assertThat(tables.of("default~test")).isEqualTo(TenantStates.State.ACTIVE);
    addTenant(2, true);
    assertThat(tables.of("son-la~test")).isEqualTo(TenantStates.State.SUSPENDED);
  }

  @Test
  void afterAMinuteWithoutTheTopicOnlyEventsAreAcceptedAndAfterFifteenNothing() {
    tables.keys().put(token.id(), key(KeyKind.LIVE));
    age = Duration.ofSeconds(60);
    assertThat(keys.callerOf(token.text()).orElseThrow().has(Scope.TEMPLATES_READ)).isTrue();

    age = age.plusNanos(1);
    Caller reduced = keys.callerOf(token.text()).orElseThrow();
    assertThat(reduced.scopes()).containsExactly(Scope.EVENTS_WRITE);
    assertThat(reduced.key()).isNotNull();
    assertThat(keys.condition().works()).isTrue();
    assertThat(keys.condition().note()).contains("only send events");

    age = age.plusMinutes(14);
    assertThat(code()).isEqualTo("keys-unavailable");
    assertThat(keys.condition().works()).isFalse();
    tables.keys().put(token.id(), key(KeyKind.LIVE).revoked(NOW));
    assertThat(keys.callerOf(token.text())).as("known to be revoked").isEmpty();
  }

  @Test
  void anAdministratorHasAValidKeyOfTheDefaultTenant() {
    tables.keys().put(token.id(), key(KeyKind.LIVE));
    assertThat(keys.hasAdministrator()).isFalse();
    KeyRecord administrator =
        new KeyRecord(
            KeyRecord.VERSION,
            "other",
            1,
            "default",
            "head",
            KeyKind.LIVE,
            List.of("keys:manage"),
            KeyPermissions.NONE,
            List.of(),
            NOW.plusSeconds(60),
            null);
    tables.keys().put("other", administrator);
    assertThat(keys.hasAdministrator()).isTrue();
    tables.keys().put("other", administrator.revoked(NOW));
    assertThat(keys.hasAdministrator()).isFalse();
  }

  @Test
  void usesAreStoredOnceWithTheirNetwork() {
    tables.keys().put(token.id(), key(KeyKind.LIVE));
    Caller caller = keys.callerOf(token.text()).orElseThrow();
    keys.used(caller, "203.0.113.7");
    keys.used(caller, "203.0.113.8");
    keys.used(Caller.administrator("api"), "203.0.113.9");

    uses.flush();
    uses.flush();

    assertThat(stored).containsExactly(token.id() + " 203.0.113.*");
    uses.close();
  }

  @Test
  void usesThatCannotBeStoredAreKept() {
    List<Integer> sizes = new ArrayList<>();
    KeyUses failing =
        new KeyUses(
            batch -> {
              sizes.add(batch.size());
              if (sizes.size() == 1) {
                throw new IllegalStateException("PostgreSQL is down");
              }
            },
            () -> now);
    failing.add("a", "10.0.0.1");
    failing.flush();
    failing.add("b", "10.0.0.1");
    failing.flush();
    failing.flush();
    failing.close();

    assertThat(sizes).containsExactly(1, 2);
  }
}
