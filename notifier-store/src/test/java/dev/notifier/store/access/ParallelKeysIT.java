package dev.notifier.store.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.contracts.access.TenantRecord;
import dev.notifier.store.InParallel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several administrators who make keys and tenants at the same moment. */
class ParallelKeysIT extends AccessDatabase {
  private static final int CALLERS = 16;

  private static KeyRecord key(String id, String tenant, @Nullable String client, Instant end) {
    return key(
        id,
        tenant,
        KeyKind.LIVE,
        new KeyPermissions(null, null, null, null, null, null, client),
        List.of(new KeyRecord.Secret("h", null, null)),
        end);
  }

  private static KeyRecord key(String id, String tenant, @Nullable String client) {
    return key(id, tenant, client, END);
  }

  @ParameterizedTest
  @CsvSource({"5, 100", "100, 5"})
  void theLimitsOfATenantAreExact(int valid, int newInADay) throws Exception {
    KeyStore.Limits limits = new KeyStore.Limits(valid, newInADay);

    List<Optional<StoredKey>> made =
        InParallel.calls(
            CALLERS, i -> keys.insert(key("k" + i, "default", null), "o", "lan", limits));

    assertThat(made.stream().filter(Optional::isPresent)).hasSize(5);
    assertThat(keys.all()).hasSize(5);
  }

  @Test
  void aNewTopicIsGivenToOneKey() throws Exception {
    tenants.put(new TenantRecord(TenantRecord.VERSION, "son-la", 1, "t", false, null), 0, "a", 9);

    List<Optional<StoredKey>> made =
        InParallel.calls(
            CALLERS,
            i ->
                keys.insert(
                    key("k" + i, i % 2 == 0 ? "default" : "son-la", "son-la-1"), "o", "lan", MANY));

    assertThat(made.stream().filter(Optional::isPresent)).hasSize(1);
  }

  @Test
  void aTopicIsGivenToOneOfTheKeysThatWereMadeBefore() throws Exception {
    for (int i = 0; i < CALLERS; i++) {
      keys.insert(key("k" + i, "default", null), "o", "lan", MANY);
    }

    List<Optional<StoredKey>> changed =
        InParallel.calls(
            CALLERS,
            i -> keys.update(key("k" + i, "default", "clinic").withVersion(2), 1, "o", "lan"));

    assertThat(changed.stream().filter(Optional::isPresent)).hasSize(1);
    StoredKey holder = changed.stream().flatMap(Optional::stream).findFirst().orElseThrow();
    assertThat(keys.update(holder.key().withVersion(3), 2, "Office 8", "lan"))
        .as("the holder can be changed")
        .isPresent();
  }

  @Test
  void anExpiredKeyIsValidAgainOnlyWithoutASuccessor() {
    keys.insert(key("old", "default", "clinic", NOW), "o", "lan", MANY);
    keys.insert(key("new", "default", "clinic"), "o", "lan", MANY);
    KeyRecord longer = key("old", "default", "clinic").withVersion(2);

    assertThat(keys.update(longer, 1, "o", "lan")).isEmpty();
    assertThat(keys.update(key("new", "default", "clinic").revoked(NOW), 1, "o", "lan"))
        .isPresent();
    assertThat(keys.update(longer, 1, "o", "lan")).isPresent();
  }

  @Test
  void theNumberOfTenantsIsExact() throws Exception {
    List<Boolean> made =
        InParallel.calls(
            CALLERS,
            i ->
                tenants.put(
                    new TenantRecord(TenantRecord.VERSION, "t" + i, 1, "t", false, null),
                    0,
                    "lan",
                    5));

    assertThat(made.stream().filter(each -> each)).hasSize(4);
  }
}
