package dev.notifier.worker.uploads;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.RouteSelector;
import dev.notifier.planning.RouteTraits;
import dev.notifier.planning.schema.EventSchemas;
import dev.notifier.store.JsonText;
import dev.notifier.store.batches.BatchJob;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchSketches;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.DryRunStore;
import dev.notifier.store.batches.LineDigest;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.UploadStore;
import dev.notifier.store.counters.CountedChanges;
import dev.notifier.store.eventtypes.EventTypeStore;
import dev.notifier.store.jobs.LeasedJob;
import dev.notifier.store.keys.KeyProbe;
import dev.notifier.store.search.BatchOutcomes;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.template.ShippedRenderer;
import dev.notifier.worker.jobs.JobKind;
import dev.notifier.worker.jobs.JobStep;
import dev.notifier.worker.optouts.OptOuts;
import dev.notifier.worker.templates.SingleTemplate;
import dev.notifier.worker.testing.PipelineDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Batches of the type card.expiring, and the jobs that read them, without a runner. */
final class BatchFixture implements AutoCloseable {
  static final String HEADER = "phone,fullName,honorific,cardNo,validTo,daysLeft,subject\n";

  static final SubjectDigest DIGESTS = SubjectDigest.of("a privacy key of a test");

  static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");

  private final HikariDataSource database = PipelineDatabase.newPool();
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database));
  final JdbcTemplate jdbc = new JdbcTemplate(database);
  final BatchStore batches = new BatchStore(database);
  final BatchLines lines = new BatchLines(database);
  final DryRunStore dryRuns = new DryRunStore(database);
  final UploadStore uploads = new UploadStore(database);
  private final ParseJob.Stores stores;

  /** The clock by which messages have not been worked on for a while. */
  final AtomicLong nanos = new AtomicLong();

  private int seed;

  BatchFixture() {
    EventTypeStore types = new EventTypeStore(database, InstantSource.system());
    types.seed(List.of(cardExpiring()));
    stores =
        new ParseJob.Stores(
            batches,
            uploads,
            lines,
            new BatchSketches(database),
            types,
            new CountedChanges(database, nanos::get));
  }

  private static EventTypeRecord cardExpiring() {
    Map<String, Object> schema =
        Map.of(
            "type",
            "object",
            "required",
            List.of("recipient", "cardNo", "validTo", "daysLeft"),
            "additionalProperties",
            true,
            "properties",
            Map.of(
                "recipient",
                Map.of("$ref", EventTypeRecord.RECIPIENT),
                "cardNo",
                Map.of("type", "string", "maxLength", 15, "pattern", "^[A-Z0-9]{10,15}$"),
                "validTo",
                Map.of("type", "string", "format", "date"),
                "daysLeft",
                Map.of("type", "integer", "minimum", 0, "maximum", 366)));
    return new EventTypeRecord(
        EventTypeRecord.VERSION,
        "card.expiring",
        1,
        "A card expires",
        Category.SERVICE,
        Lane.NORMAL,
        null,
        Duration.ofDays(30),
        null,
        null,
        "card-expiring",
        schema,
        Map.of());
  }

  static String row(int i) {
    return "039%07d,Lò Thị Mai,Bà,HC4010110129425,31/12/2026,30,s%d\n".formatted(i, i);
  }

  private static NotificationPlanner planner() {
    return new NotificationPlanner(
        RouteSelector.of(
            List.of(new RouteTraits("mobi", List.of(), CarrierTextSettings.DEFAULT, false)), ""));
  }

  ParseJob parseJob(int rows) {
    return parseJob(rows, 0, System::nanoTime);
  }

  ParseJob parseJob(int rows, long smallBytes, LongSupplier nanoTime) {
    return new ParseJob(
        stores,
        planner(),
        new SingleTemplate(new ShippedRenderer()),
        new LineDigest(DIGESTS),
        nanoTime,
        rows,
        smallBytes);
  }

  DryRunJob dryRunJob(OptOuts optOuts, Map<String, RouteConfig> routes) {
    return new DryRunJob(
        stores,
        dryRuns,
        planner(),
        new SingleTemplate(new ShippedRenderer()),
        optOuts,
        new KeyProbe(database),
        DIGESTS,
        () -> routes);
  }

  RepeatedFacts facts() {
    return new RepeatedFacts(lines, new KeyProbe(database), DIGESTS);
  }

  RepeatedFacts facts(int catchUp) {
    return new RepeatedFacts(lines, new KeyProbe(database), DIGESTS, catchUp);
  }

  /** Some lines of a dry run. */
  RepeatedFacts.Step step(RepeatedFacts facts, UUID dryRun, StoredBatch batch, int chunk) {
    LineCheck check =
        new LineCheck(
            new LineCheck.Batch(
                batch.id(), batch.tenant(), BatchType.of(cardExpiring(), new EventSchemas()), 1),
            planner(),
            new SingleTemplate(new ShippedRenderer()).current(),
            NOW);
    return facts.begin(dryRun, batch.id(), check, chunk, NOW);
  }

  RetryJob retryJob(int page) {
    return new RetryJob(batches, lines, new BatchOutcomes(database), page);
  }

  UUID received(String file) {
    return received("csv", file.getBytes(StandardCharsets.UTF_8));
  }

  UUID received(String kind, byte[] file) {
    UUID id =
        uploads
            .begin(
                new UploadStore.NewBatch("default", "October", "card.expiring", kind, null, "lan"),
                new UploadStore.Limits(100, 1_000, 1L << 40, 1L << 40))
            .orElseThrow();
    for (int part = 0; part * UploadStore.PART_BYTES < file.length; part++) {
      int begin = part * UploadStore.PART_BYTES;
      uploads.append(
          id,
          part,
          Arrays.copyOfRange(file, begin, Math.min(file.length, begin + UploadStore.PART_BYTES)));
    }
    uploads.complete(id, "default", ("file " + id + seed++).getBytes(StandardCharsets.UTF_8), "l");
    return id;
  }

  StoredBatch found(UUID batch) {
    return batches.find(batch).orElseThrow();
  }

  static LeasedJob job(String kind, BatchJob payload, @Nullable String position) {
    return new LeasedJob(
        payload.batch(),
        "default",
        kind,
        false,
        JsonText.write(payload),
        position,
        0,
        null,
        0,
        NOW,
        new LeasedJob.Lease("a", NOW.atOffset(ZoneOffset.UTC), false));
  }

  /** Does all steps, each by the next of the workers, and returns how many they were. */
  int run(BatchJob payload, JobKind... workers) {
    @Nullable String position = null;
    for (int steps = 1; steps < 1_000; steps++) {
      JobKind worker = workers[steps % workers.length];
      LeasedJob job = job(worker.name(), payload, position);
      JobStep step = transaction.execute(_ -> worker.step(job));
      if (!(step instanceof JobStep.Proceed(Object next, var _))) {
        return steps;
      }
      position = next == null ? null : JsonText.write(next);
    }
    throw new AssertionError("The job does not end");
  }

  /** Does a step, and returns what it was, with the position as text. */
  JobStep step(JobKind worker, UUID batch, @Nullable String position) {
    LeasedJob job = job(worker.name(), new BatchJob(batch, null), position);
    return Objects.requireNonNull(transaction.execute(_ -> worker.step(job)));
  }

  /** Does each step twice: the first time, it is rolled back. */
  void runWithLostSteps(BatchJob payload, JobKind worker) {
    @Nullable String position = null;
    for (int steps = 1; steps < 1_000; steps++) {
      LeasedJob job = job(worker.name(), payload, position);
      transaction.executeWithoutResult(status -> {
        worker.step(job);
        status.setRollbackOnly();
      });
      JobStep step = transaction.execute(_ -> worker.step(job));
      if (!(step instanceof JobStep.Proceed(Object next, var _))) {
        return;
      }
      position = next == null ? null : JsonText.write(next);
    }
    throw new AssertionError("The job does not end");
  }

  StoredBatch parsed(String file) {
    UUID id = received(file);
    run(new BatchJob(id, null), parseJob(ParseJob.ROWS));
    return found(id);
  }

  @Override
  public void close() {
    database.close();
  }
}
