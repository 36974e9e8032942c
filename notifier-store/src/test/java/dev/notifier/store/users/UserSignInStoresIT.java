package dev.notifier.store.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.users.UserCredentialStore.UsedLink;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class UserSignInStoresIT {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Instant IDLE = NOW.minus(Duration.ofMinutes(30));
  private static final String HOME = "203.0.113.*";
  private static final String ELSEWHERE = "198.51.100.*";
  private static final byte[] LINK = {1, 2, 3};

  private static Database database;
  private static JdbcTemplate jdbc;
  private static UserCredentialStore credentials;
  private static SignInAttempts attempts;
  private static UserSessionStore sessions;
  private static RecoveryCodeStore codes;
  private UUID user = new UUID(0, 0);

  @BeforeAll
  static void open() {
    database = MigratedDatabase.create();
    jdbc = new JdbcTemplate(database.dataSource());
    credentials = new UserCredentialStore(database.dataSource());
    attempts = new SignInAttempts(database.dataSource());
    sessions = new UserSessionStore(database.dataSource());
    codes = new RecoveryCodeStore(database.dataSource());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void makeUser() {
    user = UUID.randomUUID();
    jdbc.update(
        """
        insert into users (id, version, tenant, name, full_name, roles, rights, created_at,
          created_by, changed_at, changed_by)
        values (?, 1, 'default', ?, 'Lan', '{viewer}', '{}', now(), 'api', now(), 'api')
        """,
        user,
        "u" + user.toString().substring(0, 8));
    jdbc.update("delete from user_sessions");
    jdbc.update("update user_credentials set link_hash = null");
    credentials.putLink(user, LINK, NOW.plusSeconds(60), true);
  }

  @Test
  void aLinkCountsOnceAndRemovesFactorsOnlyIfItSaysSo() {
    codes.replace(user, List.of(new byte[] {1}));
    credentials.putPendingTotp(user, new byte[] {7}, NOW);
    assertThat(credentials.confirmTotp(user, new byte[] {7}, 5)).isTrue();
    assertThat(credentials.findLink(LINK, NOW.plusSeconds(60))).as("expired").isEmpty();
    credentials.putLink(user, LINK, NOW.plusSeconds(60), false);
    assertThat(credentials.findLink(LINK, NOW)).contains(user);

    assertThat(credentials.useLink(LINK, "hash", NOW)).contains(new UsedLink(user, false));
    assertThat(credentials.useLink(LINK, "hash", NOW)).isEmpty();
    assertThat(credentials.find(user).orElseThrow().totpSecret()).isEqualTo(new byte[] {7});
    assertThat(codes.count(user)).isEqualTo(1);

    credentials.putLink(user, LINK, NOW.plusSeconds(60), true);
    assertThat(credentials.useLink(LINK, "hash", NOW)).contains(new UsedLink(user, true));
    assertThat(credentials.find(user).orElseThrow().totpSecret()).isNull();
    assertThat(codes.count(user)).isZero();
  }

  @Test
  void aLinkGivesNoMoreThanTheUserHadWhenItWasMade() {
    jdbc.update("update users set roles = '{viewer,approver}' where id = ?", user);
    assertThat(credentials.findLink(LINK, NOW)).isEmpty();
    assertThat(credentials.useLink(LINK, "hash", NOW)).isEmpty();

    jdbc.update("update users set roles = '{}' where id = ?", user);
    assertThat(credentials.useLink(LINK, "hash", NOW)).isPresent();
  }

  @Test
  void aDisabledUserHoldsNoPassword() {
    credentials.useLink(LINK, "hash", NOW);
    assertThat(credentials.holdsPassword(user, "hash")).isTrue();
    assertThat(credentials.holdsPassword(user, "other")).isFalse();

    jdbc.update("update users set disabled_at = now(), disabled_by = 'x' where id = ?", user);
    assertThat(credentials.holdsPassword(user, "hash")).isFalse();
  }

  @Test
  void aTimeStepAndARecoveryCodeCountOnce() {
    assertThat(credentials.acceptStep(user, 10)).isTrue();
    assertThat(credentials.acceptStep(user, 10)).isFalse();
    assertThat(credentials.acceptStep(user, 9)).isFalse();
    assertThat(credentials.acceptStep(user, 11)).isTrue();

    codes.replace(user, List.of(new byte[] {1}, new byte[] {2}));
    assertThat(codes.use(user, new byte[] {1})).isTrue();
    assertThat(codes.use(user, new byte[] {1})).isFalse();
    assertThat(codes.count(user)).isEqualTo(1);
  }

  @Test
  void attemptsFromElsewhereLockNoKnownNetwork() {
    attempts.signedIn(user, HOME, NOW);
    long allowed =
        IntStream.range(0, 30)
            .parallel()
            .filter(_ -> attempts.password(user, ELSEWHERE, NOW))
            .count();
    assertThat(allowed).isEqualTo(SignInAttempts.MAX_ATTEMPTS);
    assertThat(attempts.password(user, "192.0.2.*", NOW)).as("unknown as well").isFalse();
    assertThat(attempts.password(user, HOME, NOW)).isTrue();

    Instant later = NOW.plus(SignInAttempts.LOCK);
    assertThat(attempts.password(user, ELSEWHERE, later.minusSeconds(1))).isFalse();
    assertThat(attempts.password(user, ELSEWHERE, later)).isTrue();
  }

  @Test
  void aRightPasswordTakesBackItsOwnAttemptOnly() {
    for (int i = 0; i < 9; i++) {
      assertThat(attempts.password(user, HOME, NOW)).isTrue();
    }
    assertThat(attempts.password(user, HOME, NOW)).isTrue();
    attempts.takeBack(user, HOME);
    assertThat(attempts.password(user, HOME, NOW)).isTrue();
    assertThat(attempts.password(user, HOME, NOW)).isFalse();

    attempts.signedIn(user, HOME, NOW);
    assertThat(attempts.password(user, HOME, NOW)).as("known now").isTrue();
    assertThat(attempts.password(user, ELSEWHERE, NOW)).as("forgotten").isTrue();
  }

  @Test
  void othersDoNotExhaustSecondFactors() {
    for (int i = 0; i < 12; i++) {
      attempts.password(user, ELSEWHERE, NOW);
    }
    long allowed =
        IntStream.range(0, 30).parallel().filter(_ -> attempts.secondFactor(user, NOW)).count();
    assertThat(allowed).isEqualTo(SignInAttempts.MAX_ATTEMPTS);
    assertThat(attempts.password(user, ELSEWHERE, NOW.plus(SignInAttempts.LOCK))).isTrue();
    assertThat(attempts.secondFactor(user, NOW.plus(SignInAttempts.LOCK))).isTrue();
  }

  @Test
  void theLocksOfSecondFactorsBecomeLongerAndTheLastNeedsALink() {
    Instant at = NOW;
    int allowed = 0;
    List<Long> locks = new ArrayList<>();
    for (int lock = 0; lock < 10; lock++) {
      for (int i = 0; i < SignInAttempts.MAX_ATTEMPTS; i++) {
        allowed += attempts.secondFactor(user, at) ? 1 : 0;
      }
      assertThat(attempts.secondFactor(user, at)).isFalse();
      long minutes = minutesLocked(at);
      locks.add(minutes);
      at = at.plus(Duration.ofMinutes(minutes));
    }
    assertThat(allowed).isEqualTo(SignInAttempts.MAX_SECOND_FACTORS);
    assertThat(locks).containsExactly(15L, 30L, 60L, 120L, 240L, 480L, 960L, 1440L, 1440L, 1440L);
    assertThat(attempts.secondFactor(user, at.plus(Duration.ofDays(99)))).isFalse();
    attempts.linkUsed(user, HOME, at);
    assertThat(attempts.secondFactor(user, at)).isTrue();
  }

  private long minutesLocked(Instant since) {
    Timestamp until =
        jdbc.queryForObject(
            "select factor_locked_until from user_credentials where user_id = ?",
            Timestamp.class,
            user);
    return Duration.between(since, Objects.requireNonNull(until).toInstant()).toMinutes();
  }

  @Test
  void aSessionHasTheAttemptsThatFailedBeforeIt() {
    UUID before = complete(NOW, 1);
    attempts.failed(user);
    attempts.failed(user);
    UUID id = complete(NOW, 2);
    assertThat(sessions.failedAttempts(id)).isEqualTo(2);
    attempts.failed(user);
    assertThat(sessions.failedAttempts(id)).isEqualTo(3);
    assertThat(sessions.failedAttempts(before)).as("since the last sign-in").isEqualTo(1);
  }

  @Test
  void aUsedLinkUnlocksAllNetworksAndMakesItsOwnKnown() {
    attempts.signedIn(user, HOME, NOW);
    for (int i = 0; i < 12; i++) {
      attempts.password(user, HOME, NOW);
      attempts.password(user, "192.0.2.*", NOW);
      attempts.secondFactor(user, NOW);
    }
    assertThat(attempts.isKnown(user, HOME, NOW)).as("locked").isFalse();
    attempts.linkUsed(user, ELSEWHERE, NOW);
    assertThat(attempts.isKnown(user, ELSEWHERE, NOW)).isTrue();
    assertThat(attempts.isKnown(user, "192.0.2.*", NOW)).isFalse();
    for (String network : List.of(HOME, ELSEWHERE, "192.0.2.*")) {
      assertThat(attempts.password(user, network, NOW)).as(network).isTrue();
    }
    assertThat(attempts.secondFactor(user, NOW)).isTrue();
    for (int i = 0; i < 12; i++) {
      attempts.password(user, "192.0.2.*", NOW);
    }
    assertThat(attempts.password(user, ELSEWHERE, NOW)).as("unknown ones lock each other").isTrue();
  }

  @Test
  void fewNetworksAreKnown() {
    for (int i = 0; i < 25; i++) {
      attempts.signedIn(user, "10.0." + i + ".*", NOW.plusSeconds(i));
    }
    assertThat(
            jdbc.queryForObject(
                "select count(*) from user_networks where user_id = ?", Integer.class, user))
        .isEqualTo(SignInAttempts.MAX_NETWORKS);
  }

  @Test
  void aSessionIsFoundByItsTokenUntilItEnds() {
    UUID id = add(NOW, 1);
    assertThat(sessions.find(new byte[] {1}).orElseThrow().hasFactor()).isFalse();
    assertThat(sessions.complete(id, new byte[] {2}, "totp", NOW, NOW.plusSeconds(9))).isTrue();
    assertThat(sessions.complete(id, new byte[] {3}, "totp", NOW, NOW.plusSeconds(9))).isFalse();
    assertThat(sessions.find(new byte[] {1})).isEmpty();
    StoredSession found = sessions.find(new byte[] {2}).orElseThrow().session();
    assertThat(found.secondFactor()).isEqualTo("totp");
    assertThat(sessions.renew(id, "recovery-code", NOW.plusSeconds(1))).isTrue();
    sessions.noteUses(List.of(new UserSessionStore.Use(id, NOW.plusSeconds(30))));
    assertThat(sessions.live(user, NOW, IDLE).getFirst().lastUsedAt())
        .isEqualTo(NOW.plusSeconds(30));

    assertThat(sessions.end(UUID.randomUUID(), id, "x", NOW)).as("of another user").isFalse();
    assertThat(sessions.end(user, id, "sign-out", NOW)).isTrue();
    assertThat(sessions.find(new byte[] {2})).isEmpty();
    assertThat(sessions.renew(id, "totp", NOW)).isFalse();
  }

  @Test
  void aDisabledUserHasNoSession() {
    add(NOW, 1);
    jdbc.update("update users set disabled_at = now(), disabled_by = 'api' where id = ?", user);
    assertThat(sessions.find(new byte[] {1})).isEmpty();
  }

  @Test
  void theOldestSessionEndsForANewOneAndEndedOnesAreRemoved() {
    UUID oldest = complete(NOW, 1);
    for (int i = 2; i <= 21; i++) {
      complete(NOW.plusSeconds(i), i);
    }
    assertThat(sessions.live(user, NOW, IDLE))
        .hasSize(UserSessionStore.MAX_SESSIONS)
        .noneMatch(session -> session.id().equals(oldest));

    UUID last = add(NOW.plus(Duration.ofHours(2)), 22);
    assertThat(
            jdbc.queryForList("select id from user_sessions where user_id = ?", UUID.class, user))
        .containsExactly(last);
    assertThat(sessions.endAll(user, last, "new password", NOW)).isZero();
    assertThat(sessions.endAll(user, null, "new password", NOW)).isEqualTo(1);
  }

  @Test
  void whoHasJustThePasswordEndsNoCompleteSession() {
    complete(NOW, 1);
    UUID first = add(NOW, 2);
    for (int i = 3; i <= 30; i++) {
      add(NOW.plusSeconds(i), i);
    }
    assertThat(sessions.find(new byte[] {101})).isPresent();
    assertThat(sessions.find(new byte[] {2})).as("the oldest incomplete one").isEmpty();
    assertThat(sessions.complete(first, new byte[] {3}, "totp", NOW, NOW)).isFalse();
    assertThat(sessions.live(user, NOW, IDLE)).hasSize(1 + UserSessionStore.MAX_INCOMPLETE);
  }

  @Test
  void fiveCodesEndASessionThatIsNotComplete() {
    UUID id = add(NOW, 1);
    long counted = IntStream.range(0, 9).parallel().filter(_ -> sessions.countCode(id)).count();
    assertThat(counted).isEqualTo(UserSessionStore.MAX_CODES);
    assertThat(sessions.endIfGuessed(id, NOW)).isTrue();
    assertThat(sessions.find(new byte[] {1})).isEmpty();
  }

  private UUID complete(Instant at, int token) {
    UUID id = add(at, token);
    byte[] next = {(byte) (100 + token)};
    assertThat(sessions.complete(id, next, "totp", at, at.plusSeconds(900))).isTrue();
    return id;
  }

  private UUID add(Instant at, int token) {
    UUID id = UUID.randomUUID();
    sessions.add(
        new StoredSession(
            id, user, at, at, at.plusSeconds(900), HOME, "Firefox on Windows", null, null),
        new byte[] {(byte) token},
        at.minus(Duration.ofMinutes(30)));
    return id;
  }
}
