package dev.notifier.store.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.users.PasskeyStore.Added;
import dev.notifier.store.users.PasskeyStore.Ceremony;
import dev.notifier.store.users.PasskeyStore.Removed;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PasskeyStoreIT {
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");
  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int LIMIT = 3;
  private static final int THREADS = 4;

  private static Database database;

  private final UUID user = UUID.randomUUID();
  private final UUID session = UUID.randomUUID();
  private Instant now = NOW;
  private JdbcClient jdbc;
  private PasskeyStore store;
  private TransactionTemplate transaction;

  @BeforeAll
  static void start() {
    database = MigratedDatabase.create();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void users() {
    jdbc = JdbcClient.create(database.dataSource());
    store = new PasskeyStore(database.dataSource(), () -> now);
    transaction = new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
    jdbc.sql("truncate users cascade").update();
    addUser(user, "lan");
    addSession(session, user);
  }

  private void addUser(UUID id, String name) {
    jdbc.sql(
            """
            insert into users (id, version, tenant, name, full_name, roles, rights, created_at,
              created_by, changed_at, changed_by)
            values (:id, 1, 'default', :name, 'Lan', '{}', '{}', now(), 'api', now(), 'api')
            """)
        .param("id", id)
        .param("name", name)
        .update();
    jdbc.sql("insert into user_credentials (user_id) values (:id)").param("id", id).update();
  }

  private void addSession(UUID id, UUID owner) {
    jdbc.sql(
            """
            insert into user_sessions (id, user_id, token_hash, created_at, last_used_at, expires_at,
              network, program)
            values (:id, :user, :hash, :now, :now, :now, '127.0.0.*', 'test')
            """)
        .param("id", id)
        .param("user", owner)
        .param("hash", id.toString().getBytes(StandardCharsets.UTF_8))
        .param("now", Timestamp.from(NOW))
        .update();
  }

  private static StoredPasskey passkey(UUID owner, String credentialId, long signCount) {
    return new StoredPasskey(
        UUID.randomUUID(),
        credentialId.getBytes(StandardCharsets.UTF_8),
        owner,
        "office laptop",
        new byte[] {1, 2, 3},
        signCount,
        true,
        List.of("internal", "hybrid"),
        NOW,
        null);
  }

  @Test
  void aPasskeyIsStoredWithItsUses() {
    StoredPasskey passkey = passkey(user, "c1", 7);
    assertThat(store.insert(passkey, LIMIT)).isEqualTo(Added.ADDED);
    now = NOW.plusSeconds(60);
    assertThat(store.noteUse(passkey.id(), 9)).isTrue();

    StoredPasskey stored = store.ofUser(user).getFirst();

    assertThat(stored)
        .usingRecursiveComparison()
        .ignoringFields("signCount", "lastUsedAt")
        .isEqualTo(passkey);
    assertThat(stored.signCount()).isEqualTo(9);
    assertThat(stored.lastUsedAt()).isEqualTo(now);
  }

  @Test
  void aCountThatDoesNotGoUpIsNotAccepted() {
    StoredPasskey counting = passkey(user, "c1", 7);
    StoredPasskey other = passkey(user, "c2", 0);
    store.insert(counting, LIMIT);
    store.insert(other, LIMIT);

    assertThat(store.noteUse(counting.id(), 7)).isFalse();
    assertThat(store.noteUse(counting.id(), 6)).isFalse();
    assertThat(store.noteUse(counting.id(), 0)).isFalse();
    assertThat(store.noteUse(other.id(), 0)).as("it does not count").isTrue();
    assertThat(store.noteUse(other.id(), 1)).as("it has begun to count").isTrue();
    assertThat(store.noteUse(other.id(), 0)).isFalse();
    assertThat(store.noteUse(UUID.randomUUID(), 9)).as("removed meanwhile").isFalse();
  }

  @Test
  void aCredentialOfAnyUserIsTaken() {
    UUID other = UUID.randomUUID();
    addUser(other, "mai");
    store.insert(passkey(user, "c1", 0), LIMIT);

    assertThat(store.insert(passkey(other, "c1", 0), LIMIT)).isEqualTo(Added.TAKEN);
    assertThat(store.insert(passkey(user, "c1", 0), LIMIT)).isEqualTo(Added.TAKEN);
    assertThat(store.ofUser(other)).isEmpty();
    assertThat(store.ofUser(user)).hasSize(1);
  }

  @Test
  void parallelAdditionsDoNotExceedTheLimit() throws Exception {
    List<Added> results = new ArrayList<>();
    for (Future<Added> result : parallel(8, i -> store.insert(passkey(user, "c" + i, 0), LIMIT))) {
      results.add(result.get());
    }

    assertThat(results).filteredOn(result -> result == Added.ADDED).hasSize(LIMIT);
    assertThat(results).filteredOn(result -> result == Added.TOO_MANY).hasSize(8 - LIMIT);
    assertThat(store.ofUser(user)).hasSize(LIMIT);
  }

  @Test
  void theLastSecondFactorStays() {
    StoredPasskey first = passkey(user, "c1", 0);
    StoredPasskey second = passkey(user, "c2", 0);
    store.insert(first, LIMIT);
    store.insert(second, LIMIT);

    assertThat(store.remove(user, UUID.randomUUID())).isEqualTo(Removed.MISSING);
    assertThat(store.remove(user, first.id())).isEqualTo(Removed.REMOVED);
    assertThat(store.remove(user, first.id())).isEqualTo(Removed.MISSING);
    assertThat(store.remove(user, second.id())).isEqualTo(Removed.LAST_SECOND_FACTOR);
    jdbc.sql("update user_credentials set totp_secret = '\\x01' where user_id = :user")
        .param("user", user)
        .update();
    assertThat(store.remove(user, second.id())).isEqualTo(Removed.REMOVED);
  }

  @Test
  void parallelRemovalsLeaveOne() throws Exception {
    List<StoredPasskey> all = List.of(passkey(user, "c1", 0), passkey(user, "c2", 0));
    all.forEach(passkey -> store.insert(passkey, LIMIT));

    List<Removed> results = new ArrayList<>();
    for (Future<Removed> result : parallel(2, i -> store.remove(user, all.get(i).id()))) {
      results.add(result.get());
    }

    assertThat(results).containsExactlyInAnyOrder(Removed.REMOVED, Removed.LAST_SECOND_FACTOR);
  }

  @Test
  void thePasskeyOfAnotherUserDoesNotExist() {
    UUID other = UUID.randomUUID();
    addUser(other, "mai");
    StoredPasskey passkey = passkey(user, "c1", 0);
    store.insert(passkey, LIMIT);

    assertThat(store.remove(other, passkey.id())).isEqualTo(Removed.MISSING);
  }

  @Test
  void aChallengeIsTakenOnceByItsSessionAndInTime() throws Exception {
    byte[] challenge = {1, 2, 3};
    UUID other = UUID.randomUUID();
    addSession(other, user);
    store.putChallenge(session, Ceremony.AUTHENTICATION, new byte[] {9}, LIFE);
    store.putChallenge(session, Ceremony.AUTHENTICATION, challenge, LIFE);

    assertThat(store.takeChallenge(other, Ceremony.AUTHENTICATION)).isEmpty();
    assertThat(store.takeChallenge(session, Ceremony.REGISTRATION)).isEmpty();
    int taken = 0;
    for (var result : parallel(8, _ -> store.takeChallenge(session, Ceremony.AUTHENTICATION))) {
      if (result.get().isPresent()) {
        taken++;
        assertThat(result.get().get()).isEqualTo(challenge);
      }
    }
    assertThat(taken).isOne();

    store.putChallenge(session, Ceremony.REGISTRATION, challenge, LIFE);
    now = NOW.plus(LIFE);
    assertThat(store.takeChallenge(session, Ceremony.REGISTRATION)).isEmpty();
  }

  @Test
  void theChallengesOfASessionEndWithIt() {
    store.putChallenge(session, Ceremony.REGISTRATION, new byte[] {1}, LIFE);

    assertThat(jdbc.sql("delete from user_sessions").update()).isOne();
    assertThat(jdbc.sql("select count(*) from user_challenges").query(Long.class).single())
        .isZero();
  }

  /** Each call in a transaction of its own, as the services do. */
  private <T> List<Future<T>> parallel(int calls, IntFunction<T> call) {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<T>> results = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        int number = i;
        results.add(threads.submit(() -> transaction.execute(_ -> call.apply(number))));
      }
      return results;
    }
  }
}
