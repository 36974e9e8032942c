package dev.notifier.store.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.JsonText;
import dev.notifier.store.MigratedDatabase;
import dev.notifier.store.exports.ExportStore.Limits;
import dev.notifier.store.search.SearchField;
import dev.notifier.store.search.SearchFilter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ExportStoreIT {
  private static final Database DATABASE = MigratedDatabase.open(MigratedDatabase.newUrl());
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Limits LIMITS = new Limits(2, 3, 4L << 30, 8L << 30);
  private static final int PARTS = 10;

  private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.dataSource());
  private final ExportStore exports = new ExportStore(DATABASE.dataSource());
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));

  @AfterAll
  static void close() {
    DATABASE.close();
  }

  @BeforeEach
  void clear() {
    jdbc.execute("delete from exports");
    jdbc.execute("delete from jobs");
  }

  private Optional<UUID> create(String tenant) {
    SearchFilter filter = SearchFilter.of(tenant, SearchField.TYPE, "card.expiring");
    return transaction.execute(_ ->
        exports.create(tenant, false, "lan", id -> ExportOrder.of(id, false, filter, NOW), LIMITS));
  }

  private void endJobs() {
    jdbc.update("update jobs set state = 'done', ended_at = now()");
  }

  @Test
  void anOrderIsReadAsItWasWritten() {
    UUID batch = new UUID(1, 2);
    Map<SearchField, List<?>> values =
        Map.of(
            SearchField.BATCH, List.of(batch),
            SearchField.PHONE, List.of("+84391234567"),
            SearchField.TEMPLATE, List.of("son-la/t", "t"));
    SearchFilter filter = new SearchFilter("son-la", values, NOW.minusSeconds(60), null, NOW);

    ExportOrder order = ExportOrder.of(new UUID(3, 4), true, filter, NOW);
    ExportOrder read = JsonText.read(JsonText.write(order), ExportOrder.class);

    assertThat(read).isEqualTo(order);
    assertThat(read.filter("son-la"))
        .isEqualTo(new SearchFilter("son-la", values, NOW.minusSeconds(60), NOW, NOW));
  }

  @Test
  void aTenantHasAFewExports() {
    UUID first = create("default").orElseThrow();
    assertThat(create("default")).isPresent();
    assertThat(create("default")).as("two are open").isEmpty();
    assertThat(create("son-la")).isPresent();

    endJobs();
    assertThat(create("default")).isPresent();
    endJobs();
    assertThat(create("default")).as("three are kept").isEmpty();
    assertThat(exports.delete("default", first, "lan")).isTrue();
    assertThat(create("default")).as("a deleted one is not kept").isPresent();
  }

  @Test
  void aTenantHasAPartOfTheSpaceAndWhatIsOpenCountsAsItsLimit() {
    create("default");
    endJobs();
    jdbc.update("update exports set bytes = 4::bigint << 30");
    assertThat(create("default")).as("the part of a tenant").isEmpty();
    assertThat(create("son-la")).isPresent();
    assertThat(create("son-la")).isPresent();
    assertThat(create("lao-cai")).as("4 GiB and two open ones").isEmpty();

    endJobs();
    assertThat(create("lao-cai")).isPresent();
  }

  @Test
  void partsAreAppendedAndRead() {
    UUID export = create("default").orElseThrow();

    assertThat(exports.append(export, 0, new byte[] {1}, 10)).contains(1L);
    assertThat(exports.append(export, 1, new byte[] {2, 3}, 5)).contains(3L);
    assertThat(exports.find("default", export).orElseThrow().done()).isNull();
    exports.finish(export);

    StoredExport stored = exports.find("default", export).orElseThrow();
    assertThat(stored.rows()).isEqualTo(15);
    assertThat(stored.bytes()).isEqualTo(3);
    assertThat(stored.done()).isNotNull();
    assertThat(exports.parts(export)).isEqualTo(2);
    assertThat(exports.chunk(export, 1).orElseThrow()).containsExactly(2, 3);
    assertThat(exports.chunk(export, 2)).isEmpty();
    assertThat(exports.find("son-la", export)).isEmpty();
  }

  @Test
  void whatIsDeletedIsGoneWithItsJob() {
    UUID export = create("default").orElseThrow();
    exports.append(export, 0, new byte[] {1}, 10);

    assertThat(exports.delete("son-la", export, "lan")).isFalse();
    assertThat(exports.delete("default", export, "lan")).isTrue();

    assertThat(exports.delete("default", export, "lan")).isFalse();
    assertThat(exports.append(export, 1, new byte[] {1}, 10)).isEmpty();
    exports.finish(export);
    assertThat(exports.find("default", export)).isEmpty();
    assertThat(exports.chunk(export, 0)).isEmpty();
    assertThat(exports.deleteExpired(PARTS)).contains(1);
    assertThat(jdbc.queryForList("select 1 from export_chunks")).isEmpty();
    assertThat(jdbc.queryForList("select state from jobs", String.class))
        .containsExactly("cancelled");
  }

  @Test
  void exportsAreDeletedWhenTheirTimeIsOverUnlessTheyAreWritten() {
    UUID over = create("default").orElseThrow();
    endJobs();
    UUID open = create("default").orElseThrow();
    jdbc.update("update exports set expires_at = now() - interval '1 second'");
    UUID kept = create("son-la").orElseThrow();

    assertThat(exports.find("default", over)).isEmpty();
    assertThat(exports.deleteExpired(PARTS)).contains(1);
    assertThat(exports.deleteExpired(PARTS)).isEmpty();

    assertThat(jdbc.queryForList("select id from exports", UUID.class))
        .containsExactlyInAnyOrder(open, kept);
  }

  @Test
  void aLargeFileIsDeletedInPages() {
    UUID export = create("default").orElseThrow();
    for (int part = 0; part < 2 * PARTS + 1; part++) {
      exports.append(export, part, new byte[] {1}, 1);
    }
    assertThat(exports.isCleared(export, PARTS)).isFalse();
    assertThat(jdbc.queryForList("select 1 from export_chunks")).hasSize(PARTS + 1);
    assertThat(exports.bytes(export)).isEqualTo(2 * PARTS + 1);

    exports.delete("default", export, "lan");
    assertThat(exports.deleteExpired(PARTS)).contains(0);
    assertThat(jdbc.queryForList("select 1 from export_chunks")).hasSize(1);
    assertThat(exports.deleteExpired(PARTS)).contains(1);
    assertThat(exports.deleteExpired(PARTS)).isEmpty();
    assertThat(jdbc.queryForList("select 1 from exports")).isEmpty();
  }

  @Test
  void aFileIsClearedToBeWrittenAnew() {
    UUID export = create("default").orElseThrow();
    exports.append(export, 0, new byte[] {1}, 1);

    assertThat(exports.isCleared(export, PARTS)).isTrue();

    assertThat(exports.bytes(export)).isZero();
    assertThat(exports.append(export, 0, new byte[] {1}, 1)).contains(1L);
  }
}
