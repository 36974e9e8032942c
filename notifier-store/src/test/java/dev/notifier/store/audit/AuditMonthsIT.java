package dev.notifier.store.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.audit.AuditMonths.Result;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The check knows from the entry of a removal where the chain may begin. */
class AuditMonthsIT {
  private static final Database DATABASE = MigratedDatabase.create();
  private static final AuditKey KEY = AuditKey.of("a privacy key of the tests");
  private static final LocalDate END = LocalDate.of(2020, 3, 1);

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
  private final AuditLog log = new AuditLog(DATABASE.dataSource());
  private final AuditMonths months = new AuditMonths(DATABASE.dataSource(), KEY);
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void clear() {
    jdbc.execute("truncate audit, audit_blocks, audit_pending");
    for (String month : new String[] {"202002", "202003"}) {
      jdbc.execute("drop table if exists audit_" + month);
    }
    createMonth("202002", "2020-02-01", "2020-03-01");
  }

  private void createMonth(String name, String from, String to) {
    jdbc.execute("create table audit_%s (like audit including all)".formatted(name));
    jdbc.execute(
        "alter table audit attach partition audit_%s for values from (lowest_id('%s')) to (lowest_id('%s'))"
            .formatted(name, from, to));
  }

  /** A block with one row, as the job would have made it then. */
  private void chainAt(String time) {
    jdbc.update(
        """
        with old as (
          insert into audit (id, tenant, actor, actor_kind, operation, outcome)
          select uuidv7(timestamptz '%s' - clock_timestamp()), 'default', 'a', 'system', 'o', 'done'
          returning id)
        insert into audit_pending select id from old
        """
            .formatted(time));
    String clock = "timestamptz '" + time + "' + interval '1 second'";
    transaction.executeWithoutResult(
        _ -> new AuditChain(DATABASE.dataSource(), KEY, clock).chain(9));
  }

  private void chainNow() {
    log.append(AuditChainIT.entry("now"));
    chainPending();
  }

  private void chainPending() {
    transaction.executeWithoutResult(_ -> new AuditChain(DATABASE.dataSource(), KEY).chain(9));
  }

  private Result remove(LocalDate before) {
    Result result = transaction.execute(_ -> months.removeOldest(before, "default"));
    chainPending();
    return result == null ? Result.NOTHING : result;
  }

  private AuditReport check() {
    return new AuditCheck(DATABASE.dataSource(), KEY, 4711).run(Map.of());
  }

  @Test
  void afterARemovalTheRestIsIntact() {
    chainAt("2020-02-10 00:00Z");
    chainAt("2020-02-20 00:00Z");
    chainNow();
    assertThat(check().differences()).isEmpty();

    assertThat(months.deleteBlocks(9)).isZero();
    assertThat(remove(END)).isEqualTo(Result.REMOVED);
    assertThat(check().differences()).isEmpty();
    assertThat(months.deleteBlocks(1)).isEqualTo(1);
    assertThat(check().differences()).isEmpty();
    assertThat(months.deleteBlocks(9)).isEqualTo(1);

    assertThat(jdbc.queryForList("select number from audit_blocks order by 1", Long.class))
        .containsExactly(3L, 4L);
    assertThat(check().differences()).isEmpty();
    assertThat(check().rows()).isEqualTo(2);
  }

  /** Nothing shows the hash that the first block continues, except the removal before. */
  @Test
  void afterTheRemovalOfAMonthWithoutRowsTheRestIsIntact() {
    chainAt("2020-02-10 00:00Z");
    createMonth("202003", "2020-03-01", "2020-04-01");
    chainNow();

    assertThat(remove(END)).isEqualTo(Result.REMOVED);
    assertThat(months.deleteBlocks(9)).isEqualTo(1);
    assertThat(remove(END.plusMonths(1))).isEqualTo(Result.REMOVED);

    assertThat(check().differences()).isEmpty();
  }

  @Test
  void theLastBlockIsKept() {
    chainAt("2020-02-10 00:00Z");
    chainAt("2020-02-20 00:00Z");

    Result result = transaction.execute(_ -> months.removeOldest(END, "default"));
    assertThat(result).isEqualTo(Result.REMOVED);
    assertThat(months.deleteBlocks(9)).isEqualTo(1);
    chainPending();

    assertThat(check().differences()).isEmpty();
    assertThat(jdbc.queryForList("select number from audit_blocks order by 1", Long.class))
        .containsExactly(2L, 3L);
  }

  @Test
  void aMonthThatSomeoneElseRemovesIsFound() {
    chainAt("2020-02-10 00:00Z");
    chainNow();

    jdbc.execute("drop table audit_202002");

    assertThat(check().count()).isEqualTo(1);
  }

  /** Someone without the key pretends that the retention has removed what is missing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2020-02|{\"firstBlock\":1,\"hash\":\"0\"}",
        "2020-02|{\"firstBlock\":2,\"hash\":\"HASH\"}",
        "2020-02|{\"firstBlock\":2,\"hash\":\"HASH\",\"seal\":\"HASH\"}",
        "2020-02|{\"firstBlock\":\"2\",\"hash\":[]}",
        "2020-02|[1]",
        "2020-02|1",
        "2020-99|{}",
        "x|{}",
        "|"
      })
  void anInventedEntryOfARemovalIsNotBelieved(@Nullable String month, @Nullable String detail) {
    chainAt("2020-02-10 00:00Z");
    chainNow();
    chainNow();
    String hash =
        jdbc.queryForObject(
            "select encode(hashes, 'hex') from audit_blocks where number = 1", String.class);
    jdbc.execute("drop table audit_202002");
    jdbc.execute("alter table audit_blocks disable trigger audit_blocks_kept");
    jdbc.execute("delete from audit_blocks where number = 1");
    jdbc.execute("alter table audit_blocks enable trigger audit_blocks_kept");
    jdbc.update(
        """
        with forged as (
          insert into audit (tenant, actor, actor_kind, operation, outcome, target, detail)
          values ('default', 'retention', 'system', 'removeAuditMonth', 'done', ?, ?::json)
          returning id)
        insert into audit_pending select id from forged
        """,
        month,
        detail == null ? null : detail.replace("HASH", String.valueOf(hash)));
    chainPending();

    AuditReport report = check();

    assertThat(report.differences())
        .extracting(AuditReport.Difference::problem)
        .contains("no worker has written this entry of the removal of a month", "it is missing");
  }

  /** A removal explains what is missing, and nothing that is there. */
  @Test
  void aRemovalExcusesNoChangedRow() {
    chainAt("2020-02-10 00:00Z");
    chainNow();
    assertThat(remove(END)).isEqualTo(Result.REMOVED);
    months.deleteBlocks(9);
    assertThat(check().differences()).isEmpty();

    jdbc.execute("alter table audit disable trigger audit_append_only");
    jdbc.update("update audit set actor = 'minh' where target = 'now'");
    jdbc.execute("alter table audit enable trigger audit_append_only");

    assertThat(check().count()).isEqualTo(1);
  }

  @Test
  void aNotedHeadThatIsNotComparedIsFound() {
    chainAt("2020-02-10 00:00Z");
    chainNow();
    remove(END);
    months.deleteBlocks(9);

    AuditReport report =
        new AuditCheck(DATABASE.dataSource(), KEY, 4711).run(Map.of(1L, "0".repeat(64)));

    assertThat(report.differences())
        .extracting(AuditReport.Difference::problem)
        .containsExactly("it no longer exists, so the noted end could not be compared");
  }
}
