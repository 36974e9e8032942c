package dev.notifier.store.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.contracts.access.TenantRecord;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class KeyStoreIT extends AccessDatabase {
  private static final int TENANTS = 100;

  private static KeyRecord key(String id, String tenant) {
    return key(
        id,
        tenant,
        KeyKind.TEAM,
        new KeyPermissions(
            List.of("case.*"), null, 7, List.of("10.0.0.0/8"), List.of("aa", "bb"), 9),
        List.of(
            new KeyRecord.Secret("h2", null, "user:minh"),
            new KeyRecord.Secret("h1", END, "user:lan")),
        END);
  }

  @Test
  void aKeyIsStoredAsItIsPublished() {
    assertThat(keys.insert(key("a1", "default"), "Office 7", "lan", MANY)).isPresent();

    StoredKey stored = keys.find("a1").orElseThrow();

    assertThat(stored.key()).isEqualTo(key("a1", "default"));
    assertThat(keys.all()).containsExactly(key("a1", "default"));
    assertThat(stored.owner()).isEqualTo("Office 7");
    assertThat(stored.createdBy()).isEqualTo("lan");
    assertThat(stored.createdAt()).isEqualTo(NOW);
    assertThat(stored.lastUsedAt()).isNull();
  }

  @Test
  void onlyTheSuccessorReplacesAVersionAndARevocationRemains() {
    keys.insert(key("a1", "default"), "Office", "lan", MANY);
    KeyRecord revoked = key("a1", "default").revoked(NOW);

    assertThat(keys.update(revoked, 1, "Office", "minh")).contains(keys.find("a1").orElseThrow());
    assertThat(keys.update(revoked, 1, "Office", "hoa")).isEmpty();
    assertThat(keys.update(key("a1", "default").withVersion(5), 2, "Office 8", "hoa")).isPresent();

    StoredKey stored = keys.find("a1").orElseThrow();
    assertThat(stored.key().revokedAt()).isEqualTo(NOW);
    assertThat(stored.revokedBy()).isEqualTo("minh");
    assertThat(stored.changedBy()).isEqualTo("hoa");
    assertThat(keys.update(key("a1", "other").withVersion(6), 5, "Office", "lan")).isEmpty();
  }

  @Test
  void aTopicHasOneValidKeyAndRemainsWithItsTenantAndKind() {
    KeyRecord other = key("a2", "default");
    assertThat(keys.isKafkaClientTaken("clinic", other)).isFalse();
    KeyRecord key = withClient(key("a1", "default"), "clinic");
    keys.insert(key, "o", "lan", MANY);

    assertThat(keys.isKafkaClientTaken("clinic", other)).isTrue();
    assertThat(keys.isKafkaClientTaken("clinic", key)).isFalse();
    assertThat(keys.isKafkaClientTaken("other", other)).isFalse();

    keys.update(key.revoked(NOW), 1, "o", "lan");

    assertThat(keys.isKafkaClientTaken("clinic", other)).isFalse();
    assertThat(keys.isKafkaClientTaken("clinic", ofKind(other, KeyKind.TEST))).isTrue();
    assertThat(keys.isKafkaClientTaken("clinic", key("a2", "son-la"))).isTrue();
    assertThat(keys.all().getFirst().permissions().kafkaClient()).isEqualTo("clinic");
  }

  private static KeyRecord ofKind(KeyRecord key, KeyKind kind) {
    return key(key.id(), key.tenant(), kind, key.permissions(), key.secrets(), END);
  }

  private static KeyRecord withClient(KeyRecord key, String client) {
    KeyPermissions permissions = new KeyPermissions(null, null, null, null, null, null, client);
    return key(key.id(), key.tenant(), KeyKind.TEAM, permissions, key.secrets(), END);
  }

  @Test
  void aTenantHasALimitedNumberOfValidKeys() {
    assertThat(keys.insert(key("a1", "default"), "o", "lan", new KeyStore.Limits(2, 4)))
        .isPresent();
    assertThat(keys.insert(key("a2", "default"), "o", "lan", new KeyStore.Limits(2, 4)))
        .isPresent();
    assertThat(keys.insert(key("a3", "default"), "o", "lan", new KeyStore.Limits(2, 4))).isEmpty();
    keys.update(key("a1", "default").revoked(NOW), 1, "o", "lan");
    assertThat(keys.insert(key("a3", "default"), "o", "lan", new KeyStore.Limits(2, 4)))
        .isPresent();
    assertThat(keys.insert(key("a4", "default"), "o", "lan", new KeyStore.Limits(9, 3)))
        .as("revoked ones count for a day")
        .isEmpty();
  }

  @Test
  void keysHavePagesAndBelongToOneTenant() {
    tenants.put(tenant("son-la", 1, false), 0, "lan", TENANTS);
    for (String id : List.of("a1", "a3", "a5")) {
      keys.insert(key(id, "default"), "o", "lan", MANY);
    }
    keys.insert(key("a2", "son-la"), "o", "lan", MANY);

    assertThat(ids(keys.page("default", "", 2))).containsExactly("a1", "a3");
    assertThat(ids(keys.page("default", "a3", 2))).containsExactly("a5");
    assertThat(ids(keys.page("son-la", "", 9))).containsExactly("a2");
    assertThat(ids(keys.page(null, "", 9))).containsExactly("a1", "a2", "a3", "a5");
    assertThatThrownBy(() -> keys.insert(key("a9", "nowhere"), "o", "lan", MANY))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  private static List<String> ids(List<StoredKey> page) {
    return page.stream().map(stored -> stored.key().id()).toList();
  }

  @Test
  void theLatestUseIsNotedWithoutAnotherVersion() {
    keys.insert(key("a1", "default"), "o", "lan", MANY);
    keys.noteUses(
        List.of(
            new KeyStore.Use("zz", NOW, "203.0.113.*"), new KeyStore.Use("a1", NOW, "10.0.0.*")));
    keys.noteUses(List.of(new KeyStore.Use("a1", NOW.minusSeconds(1), "10.9.9.*")));

    StoredKey stored = keys.find("a1").orElseThrow();
    assertThat(stored.lastUsedAt()).isEqualTo(NOW);
    assertThat(stored.lastUsedFrom()).isEqualTo("10.0.0.*");
    assertThat(stored.key().version()).isEqualTo(1);
  }

  @Test
  void aRestoredDatabaseTakesOverWhatTheTopicHas() {
    keys.insert(key("a1", "default"), "Office", "lan", MANY);
    KeyRecord revoked = key("a1", "default").revoked(NOW).withVersion(5);

    assertThat(revoked.published().permissions()).isEqualTo(KeyPermissions.NONE);
    assertThat(keys.restore(revoked, 2)).as("another version than it was read").isFalse();
    assertThat(keys.restore(revoked, 1)).isTrue();
    assertThat(keys.restore(key("b1", "default"), 0)).isTrue();
    assertThat(keys.restore(key("b1", "default"), 0)).isFalse();

    assertThat(keys.all()).containsExactly(revoked.published(), key("b1", "default"));
    assertThat(keys.find("a1").orElseThrow().owner()).isEqualTo("Office");
    assertThat(keys.find("a1").orElseThrow().revokedBy()).isEqualTo("restore");
    assertThat(keys.find("a1").orElseThrow().createdBy()).isEqualTo("lan");
    assertThat(keys.find("b1").orElseThrow().createdBy())
        .as("of the oldest secret")
        .isEqualTo("user:lan");
    assertThat(keys.find("b1").orElseThrow().changedBy()).isEqualTo("restore");
  }

  @Test
  void whatTheTopicHasDoesNotUndoARevocation() {
    keys.insert(key("a1", "default"), "Office", "lan", MANY);
    keys.update(key("a1", "default").revoked(NOW), 1, "Office", "minh");

    assertThat(keys.restore(key("a1", "default").withVersion(3), 2)).isTrue();

    StoredKey stored = keys.find("a1").orElseThrow();
    assertThat(stored.key().revokedAt()).isEqualTo(NOW);
    assertThat(stored.revokedBy()).isEqualTo("minh");
    assertThat(stored.key().version()).as("published after that of the topic").isEqualTo(4);
  }

  @Test
  void theEventsOfADayAreAdded() {
    KeyDayStore days = new KeyDayStore(database.dataSource());
    LocalDate day = LocalDate.parse("2026-12-08");
    days.add(day, Map.of("a", 3L, "b", 1L));
    days.add(day, Map.of("a", 4L, "b", -1L));
    days.add(day.minusDays(8), Map.of("a", 9L));

    assertThat(days.totals(day)).containsOnly(Map.entry("a", 7L), Map.entry("b", 0L));
    days.deleteOld(day);
    assertThat(days.totals(day.minusDays(8))).isEmpty();
    assertThat(days.totals(day)).hasSize(2);
  }

  @Test
  void tenantsHaveVersionsAndALimit() {
    assertThat(tenants.all()).extracting(TenantRecord::id).containsExactly("default");
    assertThat(tenants.put(tenant("son-la", 1, false), 0, "lan", 2)).isTrue();
    assertThat(tenants.put(tenant("son-la", 1, false), 0, "lan", 2)).isFalse();
    assertThat(tenants.put(tenant("lao-cai", 1, false), 0, "lan", 2)).as("limit").isFalse();
    assertThat(tenants.put(tenant("son-la", 2, true), 1, "minh", 2)).isTrue();
    assertThat(tenants.put(tenant("son-la", 4, false), 3, "minh", 2)).isFalse();

    StoredTenant stored = tenants.find("son-la").orElseThrow();
    assertThat(stored.tenant()).isEqualTo(tenant("son-la", 2, true));
    assertThat(stored.createdBy()).isEqualTo("lan");
    assertThat(stored.changedBy()).isEqualTo("minh");
    assertThat(tenants.page("default", 5)).containsExactly(stored);
    assertThat(tenants.restore(tenant("son-la", 7, false), 1)).isFalse();
    assertThat(tenants.restore(tenant("son-la", 7, false), 2)).isTrue();
    assertThat(tenants.find("son-la").orElseThrow().tenant())
        .as("suspended here")
        .isEqualTo(tenant("son-la", 8, true));
    assertThat(tenants.restore(tenant("hue", 3, true), 0)).isTrue();
    assertThat(tenants.all()).hasSize(3);
  }

  private static TenantRecord tenant(String id, int version, boolean suspended) {
    return new TenantRecord(TenantRecord.VERSION, id, version, "Title", suspended, 5L);
  }
}
