package dev.notifier.worker.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.store.JsonText;
import dev.notifier.store.counters.CountedChanges;
import dev.notifier.store.exports.ExportOrder;
import dev.notifier.store.exports.ExportStore;
import dev.notifier.store.exports.StoredExport;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.lookup.NotificationLookup;
import dev.notifier.store.search.NotificationSearch;
import dev.notifier.store.search.SearchField;
import dev.notifier.store.search.SearchFilter;
import dev.notifier.worker.exports.NotificationExport.Limits;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.jobs.QuietShare;
import dev.notifier.worker.testing.PipelineDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class NotificationExportIT {
  private static final Limits LARGE = new Limits(1_000_000, 1 << 30);

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final ExportStore exports = new ExportStore(database);
  private final AtomicLong nanos = new AtomicLong();
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database));

  @AfterEach
  void close() {
    database.close();
  }

  private NotificationExport kind(Limits limits) {
    InstantSource clock = InstantSource.system();
    return new NotificationExport(
        exports,
        new NotificationSearch(
            database,
            new NotificationLookup(database, clock),
            NotificationExport.BOUNDS,
            clock,
            System::nanoTime),
        new CountedChanges(database, nanos::get),
        limits);
  }

  private void sent(String tenant, String type, int number) {
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          template_id, template_version, locale, encoding, segments, body, route, state,
          accepted_segments, accepted_at, planned_at, submitted_at, finished_at)
        select uuidv7(i * interval '-100 millisecond'), ?, '=source', 'e' || i, ?, 'NORMAL',
          'SERVICE', '+84391234567', 'card-expiring', 3, 'hmn', 'UCS2', 1, 'one, "two"', 'mobi',
          'DELIVERED', 1, now(), now(), now(), now()
        from generate_series(1, ?) i
        """,
        tenant,
        type,
        number);
  }

  private ExportOrder order(boolean clear) {
    SearchFilter filter = SearchFilter.of("default", SearchField.TYPE, "card.expiring");
    ExportOrder[] order = new ExportOrder[1];
    transaction.executeWithoutResult(_ ->
        exports.create(
            "default",
            clear,
            "lan",
            export -> {
              order[0] = ExportOrder.of(export, clear, filter, Instant.now().plusSeconds(60));
              return order[0];
            },
            new ExportStore.Limits(10, 10, 20L << 30, 20L << 30)));
    return order[0];
  }

  private static LeasedJob job(ExportOrder order, @Nullable String position) {
    Instant now = Instant.parse("2026-11-20T00:00:00Z");
    return new LeasedJob(
        new UUID(0, 1),
        "default",
        ExportOrder.KIND,
        false,
        JsonText.write(order),
        position,
        0,
        null,
        0,
        now,
        new LeasedJob.Lease("a", now.atOffset(ZoneOffset.UTC), false));
  }

  /** Does all steps and returns the last one. */
  private JobStep run(NotificationExport kind, ExportOrder order) {
    String position = null;
    for (int steps = 1; steps < 100; steps++) {
      LeasedJob job = job(order, position);
      JobStep step = transaction.execute(_ -> kind.step(job));
      if (!(step instanceof JobStep.Proceed(Object next, var _))) {
        return step;
      }
      position = next == null ? null : JsonText.write(next);
    }
    throw new AssertionError("The job does not end");
  }

  private String file(ExportOrder order) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < exports.parts(order.export()); i++) {
      all.writeBytes(exports.chunk(order.export(), i).orElseThrow());
    }
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(all.toByteArray()))) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatTheSearchFindsIsWrittenInParts() {
    int rows = 2 * NotificationExport.PAGE + 3;
    sent("default", "card.expiring", rows);
    sent("default", "other.type", 5);
    sent("son-la", "card.expiring", 5);
    ExportOrder order = order(true);

    JobStep end = run(kind(LARGE), order);

    assertThat(end).isInstanceOf(JobStep.Done.class);
    List<String> lines = file(order).lines().toList();
    assertThat(lines).hasSize(rows + 1).doesNotHaveDuplicates();
    assertThat(lines.getFirst()).startsWith("notificationId,source,eventId,type,category,phone,");
    assertThat(lines.get(1))
        .contains(",'=source,e1,card.expiring,SERVICE,'+84391234567,card-expiring,3,hmn,mobi,")
        .endsWith(",\"one, \"\"two\"\"\"");
    StoredExport stored = exports.find("default", order.export()).orElseThrow();
    assertThat(stored.rows()).isEqualTo(rows);
    assertThat(stored.done()).isNotNull();
    assertThat(exports.parts(order.export())).isEqualTo(3);
  }

  /** The time that messages do not need is for the one who waits for the file. */
  @Test
  void aJobTakesMoreOfTheTimeWhileNothingChanges() {
    NotificationExport kind = kind(LARGE);
    assertThat(kind.minSharePercent()).isZero();
    nanos.addAndGet(QuietShare.QUIET.toNanos());
    assertThat(kind.minSharePercent()).isEqualTo(QuietShare.PERCENT);

    jdbc.update(
        """
        insert into counter_deltas (hour, tenant, type, template, route, lane, state, reason,
          number, segments)
        values (now(), 'default', 'card.expiring', 'card', 'mobi', 'NORMAL', 'PLANNED', '', 1, 1)
        """);
    assertThat(kind.minSharePercent()).isZero();
    nanos.addAndGet(10 * QuietShare.QUIET.toNanos());
    assertThat(kind.minSharePercent()).as("a change waits to be counted").isZero();

    jdbc.update("update counter_folds set added_until = (select max(id) from counter_deltas)");
    assertThat(kind.minSharePercent()).isZero();
    nanos.addAndGet(QuietShare.QUIET.toNanos());
    assertThat(kind.minSharePercent()).isEqualTo(QuietShare.PERCENT);
  }

  @Test
  void personalDataIsMaskedAndSecretsAlways() {
    sent("default", "card.expiring", 1);
    ExportOrder masked = order(false);
    run(kind(LARGE), masked);
    jdbc.update("update notifications set secret = true");
    ExportOrder secret = order(true);
    run(kind(LARGE), secret);

    assertThat(file(masked)).contains("***", "•••").doesNotContain("391234567", "two", "hmn");
    assertThat(file(secret)).contains("391234567", "•••").doesNotContain("two");
  }

  @Test
  void nothingIsAFileWithTheNamesOfTheColumns() {
    ExportOrder order = order(true);

    run(kind(LARGE), order);

    assertThat(file(order).lines()).hasSize(1);
  }

  @Test
  void aFileThatIsTooLargeFails() {
    sent("default", "card.expiring", NotificationExport.PAGE + 1);
    ExportOrder order = order(true);

    JobStep end = run(kind(new Limits(NotificationExport.PAGE, 1 << 30)), order);

    assertThat(end).isEqualTo(new JobStep.Failed(ExportStore.TOO_LARGE));
    assertThat(exports.parts(order.export())).isZero();
  }

  @Test
  void thePartsOfAFailedExportAreDeletedAndTheExportStaysUntilItsTime() {
    ExportOrder failed = order(true);
    ExportOrder open = order(true);
    for (int part = 0; part <= ExportDeletion.MAX_PARTS; part++) {
      exports.append(failed.export(), part, new byte[] {1}, 7);
    }
    exports.append(open.export(), 0, new byte[] {1}, 7);
    jdbc.update(
        """
        update jobs set state = 'failed', ended_at = now()
        where id = (select job from exports where id = ?)
        """,
        failed.export());
    ExportDeletion deletion = new ExportDeletion(exports);

    assertThat(deletion.step(job(failed, null))).isInstanceOf(JobStep.Proceed.class);
    assertThat(exports.bytes(failed.export())).isPositive();
    assertThat(deletion.step(job(failed, null))).isInstanceOf(JobStep.Proceed.class);
    assertThat(deletion.step(job(failed, null))).isInstanceOf(JobStep.Done.class);

    assertThat(exports.find("default", failed.export())).isPresent();
    assertThat(exports.bytes(failed.export())).isZero();
    assertThat(exports.parts(failed.export())).isZero();
    assertThat(exports.parts(open.export())).isOne();
  }

  @Test
  void aFileThatIsTooLargeIsDeletedInPages() {
    sent("default", "card.expiring", 5);
    ExportOrder order = order(true);
    NotificationExport kind = kind(new Limits(4, 1 << 30));
    for (int part = 1; part <= 2 * ExportDeletion.MAX_PARTS; part++) {
      exports.append(order.export(), part, new byte[] {1}, 0);
    }
    String position = "{\"before\":\"" + order.export() + "\",\"parts\":1,\"rows\":5}";

    JobStep first = transaction.execute(_ -> kind.step(job(order, position)));

    assertThat(first).isInstanceOf(JobStep.Proceed.class);
    assertThat(jdbc.queryForList("select 1 from export_chunks")).hasSize(ExportDeletion.MAX_PARTS);
    JobStep second = transaction.execute(_ -> kind.step(job(order, position)));
    assertThat(second).isInstanceOf(JobStep.Proceed.class);
    JobStep last = transaction.execute(_ -> kind.step(job(order, position)));
    assertThat(last).isInstanceOf(JobStep.Failed.class);
    assertThat(jdbc.queryForList("select 1 from export_chunks")).isEmpty();
  }

  @Test
  void anExportThatBeginsAgainOrIsDeletedHasNoPartTwice() {
    sent("default", "card.expiring", NotificationExport.PAGE + 1);
    ExportOrder order = order(true);
    NotificationExport kind = kind(LARGE);
    transaction.execute(_ -> kind.step(job(order, null)));

    assertThat(run(kind, order)).isInstanceOf(JobStep.Done.class);
    assertThat(file(order).lines()).hasSize(NotificationExport.PAGE + 2);

    exports.delete("default", order.export(), "lan");
    assertThat(run(kind, order)).isInstanceOf(JobStep.Failed.class);
    assertThat(exports.find("default", order.export())).isEmpty();
  }
}
