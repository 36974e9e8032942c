package dev.notifier.store.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditChain.Head;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Origin;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.audit.AuditReport.Difference;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What someone with all rights to the tables changes is found, except in the latest second. */
class AuditChainIT {
  private static final Database DATABASE = EarlierAuditMonths.migrated();
  private static final AuditKey KEY = AuditKey.of("a privacy key of the tests");

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
  private final AuditLog log = new AuditLog(DATABASE.dataSource());
  private final AuditChain chain = new AuditChain(DATABASE.dataSource(), KEY);
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void clear() {
    jdbc.execute("truncate audit, audit_blocks, audit_pending");
  }

  static AuditEntry entry(String target) {
    return new AuditEntry(
        "default",
        new Actor("lan", ActorKind.CONFIGURED_KEY),
        "retireTemplate",
        Outcome.DONE,
        new Target("template", target),
        null,
        "no longer used",
        new Origin("request-1", "10.0.0.*"),
        Map.of("version", 3, "text", "Đã duyệt"),
        List.of(UUID.fromString("0193807a-5f3c-7b21-9c44-1f0e8a6d2b57")));
  }

  /** Some rows in blocks of two. */
  private void chained(int rows) {
    for (int i = 0; i < rows; i++) {
      log.append(entry("t" + i));
    }
    while (step(2) > 0) {
      // Until nothing is pending.
    }
  }

  private int step(int maxRows) {
    return Objects.requireNonNull(transaction.execute(_ -> chain.chain(maxRows))).rows();
  }

  private AuditReport check() {
    return new AuditCheck(DATABASE.dataSource(), KEY, 4711).run(Map.of());
  }

  /** As someone who has every right, and also switches the triggers off. */
  private void tamper(String sql) {
    try (Connection connection = DATABASE.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      statement.execute(sql);
      statement.execute("set session_replication_role = origin");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String id(String target) {
    return "(select id from audit where target = '" + target + "')";
  }

  private UUID idOf(String target) {
    return Objects.requireNonNull(jdbc.queryForObject("select " + id(target), UUID.class));
  }

  @Test
  void anUntouchedChainIsIntact() {
    chained(7);

    AuditReport report = check();

    assertThat(report.differences()).isEmpty();
    assertThat(report.rows()).isEqualTo(7);
    assertThat(report.blocks()).isEqualTo(4);
    assertThat(report.late()).isZero();
    assertThat(step(10)).isZero();
    AuditRow row = new AuditQueries(DATABASE.dataSource()).list(all(), 1).rows().getFirst();
    assertThat(row.texts())
        .containsExactly(
            null,
            "default",
            "lan",
            "configured-key",
            "retireTemplate",
            "done",
            "template",
            "t6",
            "no longer used",
            "request-1",
            "10.0.0.*",
            row.text("detail"));
    assertThat(row.text("detail")).contains("\"version\":3").contains("Đã duyệt");
    assertThat(row.notifications()).hasSize(1);
  }

  private static AuditQueries.Filter all() {
    return new AuditQueries.Filter("default", null, null, null, null, null, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "actor = 'minh'",
        "tenant = 'province'",
        "outcome = 'refused'",
        "reason = null",
        "reason = ''",
        "target_kind = 'templat', target = 'et3'",
        "detail = '{\"version\":4}'",
        "detail = (detail::text || ' ')::json",
        "subject_ref = gen_random_uuid()",
        "notifications = null",
        "network = '10.0.1.*'"
      })
  void aChangedRowIsTheFirstFinding(String change) {
    chained(7);
    UUID row = idOf("t3");

    tamper("update audit set " + change + " where id = '" + row + "'");

    assertThat(check().differences())
        .containsExactly(new Difference(2, row, "it, its place or its hash was changed"));
  }

  @Test
  void aRemovedRowIsFound() {
    chained(7);
    UUID row = idOf("t4");

    tamper("delete from audit where id = '" + row + "'");

    assertThat(check().differences()).containsExactly(new Difference(3, row, "it was removed"));
  }

  /** One that was removed before it was chained leaves its id behind. */
  @Test
  void aRowThatWasRemovedBeforeItWasChainedIsFound() {
    chained(2);
    log.append(entry("gone"));
    UUID row = idOf("gone");
    tamper("delete from audit where id = '" + row + "'");

    chained(2);

    assertThat(check().differences()).containsExactly(new Difference(2, row, "it was removed"));
  }

  @Test
  void anInsertedRowIsFound() {
    chained(3);

    tamper(
        """
        insert into audit (tenant, actor, actor_kind, operation, outcome)
        values ('default', 'minh', 'configured-key', 'approveTemplate', 'done')
        """);

    assertThat(check().differences())
        .singleElement()
        .satisfies(difference ->
            assertThat(difference.sentence()).contains("was inserted past the program"));
  }

  /** As many rows as chained ids, but not the same. */
  @Test
  void anInsertedRowIsFoundAlsoIfAnotherIsChainedTwice() {
    chained(3);
    jdbc.update("insert into audit_pending select " + id("t0"));
    chained(1);
    assertThat(check().isIntact()).isTrue();

    tamper(
        """
        insert into audit (tenant, actor, actor_kind, operation, outcome)
        values ('default', 'minh', 'configured-key', 'approveTemplate', 'done')
        """);

    assertThat(check().count()).isEqualTo(1);
  }

  @Test
  void aRowInABlockIsNotRecognisedWithoutTheKey() {
    chained(3);

    tamper(
        """
        with forged as (
          insert into audit (tenant, actor, actor_kind, operation, outcome)
          values ('default', 'minh', 'configured-key', 'approveTemplate', 'done') returning id)
        update audit_blocks b set ids = b.ids || f.id, hashes = b.hashes || sha256('x') from forged f
        where b.number = 1
        """);

    assertThat(check().isIntact()).isFalse();
  }

  @Test
  void rowsThatChangedPlacesAreFound() {
    chained(4);
    UUID first = idOf("t0");

    tamper("update audit_blocks set ids = array[ids[2], ids[1]] where number = 1");

    AuditReport report = check();
    assertThat(report.count()).isEqualTo(2);
    assertThat(report.differences()).anyMatch(difference -> first.equals(difference.row()));
  }

  @Test
  void aRemovedBlockIsFound() {
    chained(7);

    tamper(
        "delete from audit where id = any((select ids from audit_blocks where number = 2)::uuid[])");
    tamper("delete from audit_blocks where number = 2");

    assertThat(check().differences()).first().isEqualTo(new Difference(2, null, "it is missing"));
  }

  @Test
  void aRemovedBeginningIsFound() {
    chained(7);

    tamper(
        "delete from audit where id in (select unnest(ids) from audit_blocks where number <= 2)");
    tamper("delete from audit_blocks where number <= 2");

    assertThat(check().differences())
        .first()
        .isEqualTo(new Difference(1, null, "it and the next ones up to 2 are missing"));
  }

  /** Only what was noted elsewhere shows that the end is missing. */
  @Test
  void aRemovedEndIsFoundWithANotedHead() {
    chained(7);
    Head head = check().head().orElseThrow();
    tamper("delete from audit where id in (select unnest(ids) from audit_blocks where number > 2)");
    tamper("delete from audit_blocks where number > 2");
    assertThat(check().isIntact()).isTrue();

    AuditReport report =
        new AuditCheck(DATABASE.dataSource(), KEY, 4711).run(Map.of(head.block(), head.hash()));

    assertThat(report.differences())
        .containsExactly(new Difference(4, null, "it is missing at the end of the chain"));
  }

  @Test
  void aChainWithAnotherKeyIsNotAccepted() {
    chained(3);

    AuditReport report =
        new AuditCheck(DATABASE.dataSource(), AuditKey.of("another privacy key"), 4711)
            .run(Map.of());

    assertThat(report.differences())
        .first()
        .satisfies(difference ->
            assertThat(difference.sentence()).contains("chained with another privacy key"));
  }

  /** Ids are drawn before the commit, so the order of ids is not that of commits. */
  @Test
  void aRowThatIsCommittedLateIsChainedLate() throws SQLException {
    try (Connection late = DATABASE.dataSource().getConnection()) {
      late.setAutoCommit(false);
      new AuditLog(new SingleConnectionDataSource(late, true)).append(entry("late"));
      chained(3);
      assertThat(check().isIntact()).isTrue();
      late.commit();
      late.setAutoCommit(true);
    }
    assertThat(check().differences()).isEmpty();

    assertThat(step(10)).isEqualTo(1);

    assertThat(check().differences()).isEmpty();
    assertThat(check().rows()).isEqualTo(4);
  }

  @Test
  void aRowThatIsNotChainedAfterAMinuteIsReported() {
    chained(1);
    tamper(
        """
        with old as (
          insert into audit (id, tenant, actor, actor_kind, operation, outcome)
          values (uuidv7(interval '-2 minutes'), 'default', 'a', 'system', 'o', 'done') returning id)
        insert into audit_pending select id from old
        """);
    log.append(entry("new"));

    AuditReport report = check();

    assertThat(report.isIntact()).isTrue();
    assertThat(report.late()).isEqualTo(1);
    assertThat(report.oldestLate()).isPresent();
  }

  /** The sums of a day differ as long as one of its rows is not chained. */
  @Test
  void manyInsertedRowsAreAllCounted() {
    chained(1);
    tamper(
        """
        insert into audit (tenant, actor, actor_kind, operation, outcome)
        select 'default', 'minh', 'configured-key', 'approveTemplate', 'done'
        from generate_series(1, %d)
        """
            .formatted(2 * AuditCheck.MAX_UNCHAINED + 1));

    assertThat(check().count()).isEqualTo(2 * AuditCheck.MAX_UNCHAINED + 1);
  }

  /** Who owns the tables deletes blocks, changes rows, and has them chained again. */
  @Test
  void aWorkerDoesNotChainRewrittenRowsAgain() {
    chained(7);
    tamper("update audit set actor = 'minh' where target = 't5'");
    tamper("insert into audit_pending select unnest(ids) from audit_blocks where number > 2");
    tamper("delete from audit_blocks where number > 2");

    assertThatThrownBy(() -> step(10)).isInstanceOf(AuditChain.BrokenChainException.class);
    assertThat(jdbc.queryForObject("select count(*) from audit_pending", Integer.class))
        .isEqualTo(3);

    // Another worker, which has seen nothing, and rows of the present: nothing shows it.
    transaction.executeWithoutResult(_ -> new AuditChain(DATABASE.dataSource(), KEY).chain(10));
    assertThat(check().isIntact()).isTrue();
  }

  @Test
  void aChangedEndIsNotContinued() {
    chained(3);
    tamper("update audit_blocks set hashes = sha256('x') where number = 2");
    log.append(entry("new"));

    assertThatThrownBy(() -> step(10)).isInstanceOf(AuditChain.BrokenChainException.class);
  }

  /** After a failover that lost blocks, another worker has continued what was left. */
  @Test
  void aNewerEndThatWasNotedElsewhereReplacesALostOne() {
    chained(3);
    tamper("delete from audit_blocks where number = 2");
    AuditChain other = new AuditChain(DATABASE.dataSource(), KEY);
    for (String row : List.of("a", "b")) {
      log.append(entry(row));
      transaction.executeWithoutResult(_ -> other.chain(9));
    }
    assertThatThrownBy(() -> step(9)).isInstanceOf(AuditChain.BrokenChainException.class);

    chain.require(0, Objects.requireNonNull(other.known().head()));
    log.append(entry("c"));

    assertThat(step(9)).isEqualTo(1);
  }

  @Test
  void aNewerEndThatTheChainLacksIsNotContinued() {
    chained(3);
    chain.require(0, new AuditChain.Head(9, "0".repeat(64)));

    assertThatThrownBy(() -> step(9))
        .isInstanceOf(AuditChain.BrokenChainException.class)
        .hasMessageStartingWith("Block 9 ");

    chain.require(1, new AuditChain.Head(0, ""));
    log.append(entry("new"));
    assertThat(step(9)).isEqualTo(1);
  }

  @Test
  void anOlderEndThatWasNotedDoesNotReplaceWhatWasSeen() {
    chained(7);
    AuditChain.Head end = Objects.requireNonNull(chain.known().head());
    chain.require(0, new AuditChain.Head(1, "0".repeat(64)));

    assertThat(chain.known().head()).isEqualTo(end);
    tamper("delete from audit_blocks where number = " + end.block());
    assertThatThrownBy(() -> step(9)).isInstanceOf(AuditChain.BrokenChainException.class);
  }

  @Test
  void blocksOfAnotherWorkerAreContinued() {
    chained(3);
    log.append(entry("a"));
    transaction.executeWithoutResult(_ -> new AuditChain(DATABASE.dataSource(), KEY).chain(9));
    log.append(entry("b"));

    assertThat(step(9)).isEqualTo(1);

    assertThat(check().differences()).isEmpty();
  }

  @Test
  void aBlockThatIsRolledBackIsForgotten() {
    chained(3);
    log.append(entry("a"));
    transaction.executeWithoutResult(status -> {
      assertThat(chain.chain(9).rows()).isEqualTo(1);
      status.setRollbackOnly();
    });

    assertThat(step(9)).isEqualTo(1);
    assertThat(check().differences()).isEmpty();
  }

  @Test
  void rowsThatWereChainedLateAreListed() {
    chained(2);
    tamper(
        """
        with old as (
          insert into audit (id, tenant, actor, actor_kind, operation, outcome)
          values (uuidv7(interval '-2 hours'), 'default', 'a', 'system', 'o', 'done') returning id)
        insert into audit_pending select id from old
        """);
    chained(1);

    AuditReport report = check();
    assertThat(report.isIntact()).isTrue();
    assertThat(report.chainedLate()).isEqualTo(1);
    assertThat(report.lateBlocks())
        .singleElement()
        .satisfies(late -> {
          assertThat(late.number()).isEqualTo(2);
          assertThat(late.rows()).isEqualTo(1);
          assertThat(late.oldest()).isBefore(late.at().minusSeconds(3600));
        });
  }

  @Test
  void theHeadIsReportedOnceAnHour() {
    chained(1);
    assertThat(headOfStep()).isNull();
    tamper("update audit_blocks set at = at - interval '1 hour' where number = 2");
    assertThat(Objects.requireNonNull(headOfStep()).block()).isEqualTo(2);
  }

  private @Nullable Head headOfStep() {
    log.append(entry("t"));
    return Objects.requireNonNull(transaction.execute(_ -> chain.chain(9))).ended();
  }

  @Test
  void theProgramCannotChangeARow() {
    chained(1);
    for (String sql :
        List.of(
            "update audit set actor = 'x'",
            "delete from audit",
            "update audit_blocks set at = now()",
            "delete from audit_blocks")) {
      assertThatThrownBy(() -> jdbc.execute(sql))
          .hasMessageContaining("must not be changed or deleted");
    }
  }
}
