package dev.notifier.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditLog;
import dev.notifier.testing.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

class RefusalCountsIT {
  private static final Instant START = Instant.parse("2026-11-20T08:00:30Z");
  private static final Database DATABASE = open();

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
  private Instant now = START;
  private final RefusalCounts counts =
      new RefusalCounts(new AuditLog(DATABASE.dataSource()), () -> now);

  private static Database open() {
    String url = TestPostgres.shared().url(TestPostgres.shared().newDatabase());
    Database database =
        Database.open(
            new Database.Settings(url, TestPostgres.USER, "", "test", 2, Duration.ofSeconds(30)));
    database.migrate();
    return database;
  }

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void clear() {
    jdbc.execute("truncate audit, audit_pending");
  }

  private List<@Nullable String> rows() {
    return jdbc.queryForList(
        "select concat_ws(' ', operation, tenant, actor, reason, network, detail->>'count',"
            + " detail->>'scope') from audit order by 1",
        String.class);
  }

  @Test
  void aMinuteHasOneEntryForEachNetworkAndKey() {
    for (String address : List.of("10.0.0.1", "10.0.0.2", "10.0.9.1")) {
      counts.failedSignIn(address, "Bearer secret-of-someone", ErrorCode.UNAUTHORIZED.id());
    }
    counts.failedSignIn("10.0.0.1", null, ErrorCode.UNAUTHORIZED.id());
    Caller caller = new Caller("lan", "province", Set.of());
    counts.denied("10.0.0.1", caller, Scope.EXPORT, "missing-scope");
    counts.denied("10.0.0.7", caller, Scope.EXPORT, "missing-scope");
    counts.flush(Instant.parse("2026-11-20T08:00:00Z"));
    assertThat(rows()).as("the minute has not ended").isEmpty();

    now = START.plusSeconds(60);
    counts.failedSignIn("10.0.0.1", null, ErrorCode.TOO_MANY_ATTEMPTS.id());
    counts.flush(Instant.parse("2026-11-20T08:01:00Z"));

    assertThat(rows())
        .containsExactly(
            "deniedAccess province lan missing-scope 10.0.0.* 2 export",
            "failedSignIn default none unauthorized 10.0.0.* 1",
            "failedSignIn default unknown unauthorized 10.0.0.* 2",
            "failedSignIn default unknown unauthorized 10.0.9.* 1");
    counts.close();
    assertThat(rows()).contains("failedSignIn default none too-many-attempts 10.0.0.* 1");
  }

  /** And what is counted of callers with a key stays apart from it. */
  @Test
  void anAttackFromManyNetworksIsBounded() {
    for (int i = 0; i < 3 * RefusalCounts.MAX_KEYS; i++) {
      counts.failedSignIn(
          "10.%d.%d.1".formatted(i / 250, i % 250), null, ErrorCode.UNAUTHORIZED.id());
    }
    Caller caller = new Caller("lan", "province", Set.of());
    counts.denied("10.0.0.1", caller, Scope.EXPORT, "missing-scope");

    counts.flush(Instant.MAX);

    assertThat(rows()).hasSize(MinuteLimits.MAX_ANONYMOUS + 2);
    assertThat(rows())
        .contains("deniedAccess province lan missing-scope 10.0.0.* 1 export")
        .contains(
            "failedSignIn default other other other "
                + (3 * RefusalCounts.MAX_KEYS - MinuteLimits.MAX_ANONYMOUS));
  }

  /** Who invents keys fills neither the list of his network nor that of others. */
  @Test
  void manyKeysOfOneNetworkAreBounded() {
    for (int i = 0; i < 500; i++) {
      counts.failedSignIn("10.0.0.1", "Bearer nk_live_k%d_x".formatted(i), "unauthorized");
    }
    counts.failedSignIn("10.0.7.1", "Bearer nk_live_real_x", "unauthorized");

    counts.flush(Instant.MAX);

    assertThat(rows())
        .hasSize(MinuteLimits.MAX_PREFIXES + 2)
        .contains("failedSignIn default nk_live_real unauthorized 10.0.7.* 1")
        .contains(
            "failedSignIn default other unauthorized 10.0.0.* "
                + (500 - MinuteLimits.MAX_PREFIXES));
  }

  @Test
  void commandsBeyondTheFirstOnesOfAMinuteAreCounted() {
    AuditEntry refused =
        new AuditEntry(
            "province",
            new Actor("lan", ActorKind.KEY),
            "rebindRoute",
            Outcome.REFUSED,
            null,
            null,
            "route-not-found",
            null,
            Map.of(),
            List.of());

    long written = IntStream.range(0, 50).filter(_ -> counts.isWritten(refused)).count();
    now = START.plusSeconds(60);
    assertThat(counts.isWritten(refused)).as("in the next minute").isTrue();
    counts.flush(Instant.MAX);

    assertThat(written).isEqualTo(MinuteLimits.MAX_COMMANDS);
    assertThat(rows()).containsExactly("rebindRoute province lan route-not-found 30");
  }

  @Test
  void whatCannotBeWrittenIsWrittenLater() {
    counts.failedSignIn("10.0.0.1", null, ErrorCode.UNAUTHORIZED.id());
    jdbc.execute("alter table audit rename to hidden");
    counts.flush(Instant.MAX);
    jdbc.execute("alter table hidden rename to audit");
    counts.failedSignIn("10.0.0.1", null, ErrorCode.UNAUTHORIZED.id());

    counts.flush(Instant.MAX);

    assertThat(rows()).containsExactly("failedSignIn default none unauthorized 10.0.0.* 2");
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer nk_live_AbCdEf123_secretsecret, nk_live_AbCdEf",
    "bearer  nk_test_Ab_secretsecret, nk_test_Ab",
    "Bearer nk_live_0912345678_secretsecret, nk_live_091234",
    "Bearer nk_live_onlyasecret, unknown",
    "Bearer my-own-secret-with_underscores_in_it, unknown",
    "Basic bmtfbGl2ZV9B, unknown",
    "'', unknown",
  })
  void onlyTheBeginningOfAnIdIsKept(String authorization, String prefix) {
    assertThat(RefusalCounts.keyPrefix(authorization)).isEqualTo(prefix);
  }
}
