package dev.notifier.store.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.KeyRecord;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What becomes of the keys that somebody has made, rotated or owned who leaves. */
class KeysOfLeaversIT extends AccessDatabase {
  private static final UUID LAN = new UUID(0x4000, 1L << 63);

  private KeysOfLeavers leavers;
  private KeyMakers makers;
  private TransactionTemplate transaction;

  @BeforeEach
  void addUser() {
    leavers = new KeysOfLeavers(database.dataSource(), InstantSource.fixed(NOW));
    makers = new KeyMakers(database.dataSource());
    transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
    jdbc.sql("delete from users").update();
    jdbc.sql(
            """
            insert into users (id, version, tenant, name, full_name, roles, rights, created_at,
              created_by, changed_at, changed_by)
            values (:id, 1, 'default', 'lan', 'Lan', '{}', '{}', now(), 'api', now(), 'api')
            """)
        .param("id", LAN)
        .update();
  }

  private static KeyRecord key(String id, KeyRecord.Secret... secrets) {
    return key(id, "default", KeyKind.LIVE, KeyPermissions.NONE, List.of(secrets), END);
  }

  private static KeyRecord.Secret secret(String by) {
    return new KeyRecord.Secret("h", null, by);
  }

  @Test
  void theOwnerChangesInTheTenantInAnotherVersion() {
    keys.insert(key("k1"), "user:lan", "lan", MANY);
    keys.insert(key("k2"), "Office 7", "lan", MANY);
    keys.insert(key("k3"), "user:lan", "lan", MANY);
    keys.update(key("k3").revoked(NOW), 1, "user:lan", "lan");

    assertThat(leavers.changeOwner("son-la", "user:lan", "user:minh", "an")).isEmpty();
    assertThat(leavers.changeOwner("default", "user:lan", "user:minh", "an"))
        .extracting(each -> each.key().id())
        .containsExactly("k1");

    StoredKey changed = keys.find("k1").orElseThrow();
    assertThat(changed.owner()).isEqualTo("user:minh");
    assertThat(changed.key().version()).isEqualTo(2);
    assertThat(changed.changedBy()).isEqualTo("an");
    assertThat(keys.find("k2").orElseThrow().owner()).isEqualTo("Office 7");
    assertThat(keys.find("k3").orElseThrow().owner()).isEqualTo("user:lan");
  }

  @Test
  void whoHasRotatedAKeyKnowsIt() {
    keys.insert(key("made", secret("user:lan")), "o", "user:lan", MANY);
    keys.insert(key("rotated", secret("user:lan"), secret("api")), "o", "api", MANY);
    keys.insert(key("with", secret("portal:rotated")), "o", "portal:rotated", MANY);
    keys.insert(
        key("former", secret("api"), secret("user:lan").endingAt(NOW.plusSeconds(1))),
        "o",
        "api",
        MANY);
    keys.insert(key("ended", secret("api"), secret("user:lan").endingAt(NOW)), "o", "api", MANY);
    keys.insert(key("older", new KeyRecord.Secret("h", null, null)), "o", "api", MANY);

    assertThat(leavers.revokeMadeBy("user:lan", "an"))
        .extracting(each -> each.key().id())
        .containsExactlyInAnyOrder("made", "rotated", "with", "former");
    assertThat(leavers.revokeMadeBy("user:lan", "an")).isEmpty();
    assertThat(makers.haveCommonPerson("portal:with", List.of("user:lan"))).isTrue();
    assertThat(makers.haveCommonPerson("portal:older", List.of("user:lan"))).isFalse();
  }

  @Test
  void aKeyThatIsMadeAtTheSameMomentIsRevoked() {
    List<StoredKey> revoked =
        meanwhile(
            () -> {
              assertThat(makers.lockUser(LAN)).isTrue();
              keys.insert(key("late", secret("user:lan")), "o", "user:lan", MANY);
            },
            () -> {
              jdbc.sql("update users set disabled_at = now(), disabled_by = 'an'").update();
              return leavers.revokeMadeBy("user:lan", "an");
            });

    assertThat(revoked).extracting(each -> each.key().id()).containsExactly("late");
    assertThat(makers.lockUser(LAN)).isFalse();
  }

  @Test
  void aKeyThatIsMadeWithAnotherAtTheSameMomentIsRevoked() {
    keys.insert(key("first", secret("user:lan")), "o", "user:lan", MANY);

    List<StoredKey> revoked =
        meanwhile(
            () -> {
              assertThat(makers.lockKey("first")).isTrue();
              keys.insert(key("late", secret("portal:first")), "o", "portal:first", MANY);
            },
            () -> leavers.revokeMadeBy("user:lan", "an"));

    assertThat(revoked).extracting(each -> each.key().id()).containsExactly("first", "late");
    assertThat(makers.lockKey("first")).isFalse();
  }

  /** Ends a transaction when another one waits for it. */
  private <T> T meanwhile(Runnable first, Supplier<T> second) {
    CompletableFuture<T> result = new CompletableFuture<>();
    transaction.executeWithoutResult(_ -> {
      first.run();
      result.completeAsync(() -> transaction.execute(_ -> second.get()));
      Awaitility.await().until(() -> waiting() > 0);
    });
    return result.join();
  }

  /** Awaitility calls it in a thread of its own, and so outside of the transaction. */
  private int waiting() {
    return jdbc.sql(
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """)
        .query(Integer.class)
        .single();
  }
}
