package dev.notifier.worker.feeding;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.contracts.sending.QuietHours;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopSettings;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.RouteSelector;
import dev.notifier.planning.RouteTraits;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchPace;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.batches.StoredBatch;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.store.batches.UploadStore;
import dev.notifier.store.eventtypes.EventTypeStore;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.templates.DiacriticsPolicy;
import dev.notifier.templates.RenderResult.Rendered;
import dev.notifier.templates.TemplateIdentity;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.templates.sms.SegmentedText;
import dev.notifier.templates.sms.Segmenter;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.cancellation.CancellationRules;
import dev.notifier.worker.optouts.OptOuts;
import dev.notifier.worker.plan.AdvertisingLookup;
import dev.notifier.worker.plan.DirectoryLookup;
import dev.notifier.worker.plan.EventPlanner;
import dev.notifier.worker.plan.PlanStage;
import dev.notifier.worker.plan.PortedNumbers;
import dev.notifier.worker.positions.ContinuationOffsets;
import dev.notifier.worker.positions.PositionCheck;
import dev.notifier.worker.templates.SingleTemplate;
import dev.notifier.worker.testing.PipelineDatabase;
import dev.notifier.worker.testing.PipelineTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;

/** Batches, plan, and workers that send lines, on a database and topics of their own. */
final class BatchHarness implements AutoCloseable {
  static final String ROUTE = "viettel";
  static final String PHONE = "+84861234567";

  /** Has no lanes in Kafka. */
  static final String OTHER_ROUTE = "vinaphone";

  static final String OTHER_PHONE = "+84911234567";
  private static final String TYPE = "card.expiring";
  private static final String PRIVACY_KEY = "privacy key of the tests";
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final UploadStore.Limits LIMITS =
      new UploadStore.Limits(100, 1_000, 1L << 30, 1L << 30);

  final TestKafka kafka = PipelineTopics.renew(TestKafka.shared(), Map.of(ROUTE, 2));
  final HikariDataSource database = PipelineDatabase.newPool();
  final JdbcTemplate jdbc = new JdbcTemplate(database);
  final BatchStore batches = new BatchStore(database);
  final List<SessionRecord> sessions = new CopyOnWriteArrayList<>();
  volatile CancellationRules rules = CancellationRules.NONE;
  private final UploadStore uploads = new UploadStore(database);
  private final BatchLines lines = new BatchLines(database);
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final KafkaClients clients =
      new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "batches");
  private final KafkaProducer<byte[], byte[]> producer = clients.producer("batches");

  BatchHarness() {
    new EventTypeStore(database, Clock.systemUTC()).seed(List.of(type()));
  }

  /** Its quiet hours are far from now. */
  private static EventTypeRecord type() {
    LocalTime quiet = LocalTime.now(OpenHours.ZONE).plusHours(12);
    return new EventTypeRecord(
        EventTypeRecord.VERSION,
        TYPE,
        1,
        "Card expiring",
        Category.SERVICE,
        Lane.NORMAL,
        Duration.ofDays(2),
        Duration.ofDays(7),
        null,
        new QuietHours(quiet, quiet.plusHours(1)),
        "card-expiring",
        Map.of(),
        Map.of());
  }

  /** A batch that was released. */
  UUID release(String tenant, int size, BatchPace pace) {
    return release(tenant, size, pace, PHONE);
  }

  /** A batch that was released, all of whose lines are for one number. */
  UUID release(String tenant, int size, BatchPace pace, String phone) {
    UUID id =
        uploads
            .begin(
                new UploadStore.NewBatch(tenant, "October", TYPE, "csv", null, "user:lan"), LIMITS)
            .orElseThrow();
    uploads.append(id, 0, new byte[] {1});
    byte[] digest = id.toString().getBytes(StandardCharsets.US_ASCII);
    assertThat(uploads.complete(id, tenant, digest, "user:lan")).isTrue();
    int chunks = Math.ceilDiv(size, BatchLines.CHUNK);
    for (int chunk = 0; chunk < chunks; chunk++) {
      int first = chunk * BatchLines.CHUNK;
      int end = Math.min(size, first + BatchLines.CHUNK);
      // Row 1 of the file is its header.
      lines.write(
          id, chunk, IntStream.range(first, end).mapToObj(n -> line(n + 2, phone)).toList());
    }
    StoredBatch.Type pinned = new StoredBatch.Type(TYPE, 1, "card-expiring", 1);
    assertThat(
            batches.ready(
                batch(id), pinned, new StoredBatch.Lines(size, size, 0, chunks, 0, 0), "{}"))
        .isTrue();
    assertThat(batches.release(batch(id), UUID.randomUUID(), pace, "user:minh")).isTrue();
    return id;
  }

  private static StoredLine line(int number, String phone) {
    return new StoredLine(
        number, phone, Map.of("fullName", "Lò Thị Mai"), Map.of("n", number), null, 1);
  }

  StoredBatch batch(UUID id) {
    return batches.find(id).orElseThrow();
  }

  int fed(UUID id) {
    return batch(id).lines().fed();
  }

  /** How many records a topic has had. */
  long records(String topic) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    kafka
        .admin()
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .values()
        .forEach(described ->
            described
                .partitions()
                .forEach(each ->
                    ends.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest())));
    return kafka.admin().listOffsets(ends).all().get().values().stream()
        .mapToLong(each -> each.offset())
        .sum();
  }

  /** How many notifications a batch has, and of how many lines. */
  List<Integer> planned(UUID id) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            select count(*)::int4, count(distinct line)::int4 from notifications where batch_id = ?
            """,
            (row, _) -> List.of(row.getInt(1), row.getInt(2)),
            id));
  }

  /** What a worker sends lines with. */
  BatchSending.Context context(String owner, Runnable beforeStore) {
    return context(owner, beforeStore, System::nanoTime);
  }

  BatchSending.Context context(String owner, Runnable beforeStore, LongSupplier nanoTime) {
    return context(owner, beforeStore, nanoTime, () -> {});
  }

  BatchSending.Context context(
      String owner, Runnable beforeStore, LongSupplier nanoTime, Runnable beforeTurn) {
    return new BatchSending.Context(
        owner,
        database,
        producer,
        kafka.admin(),
        Set.of(ROUTE),
        (_, number) ->
            Set.of(number.equals(MobileNumber.ofE164(OTHER_PHONE)) ? OTHER_ROUTE : ROUTE),
        () -> sessions,
        new RecipientKey(PRIVACY_KEY.getBytes(StandardCharsets.UTF_8)),
        true,
        _ -> 1,
        new BatchSending.StopSettings(Duration.ofMinutes(10), 500, 20, 5, Duration.ofDays(30)),
        Duration.ofDays(2),
        Clock.systemUTC(),
        nanoTime,
        new SimpleMeterRegistry(),
        beforeTurn,
        beforeStore);
  }

  /** Room for everything in the lane bulk. */
  static LaneRooms rooms() {
    LaneRooms rooms = new LaneRooms();
    for (int second = 0; second < 2; second++) {
      long taken = second * 1_000_000L;
      rooms.measured(
          second * 1_000_000_000L,
          new LaneMeter.Measurement(0, List.of(new RouteRooms.Session(ROUTE, 0, taken, taken))));
    }
    return rooms;
  }

  /** Starts a worker that sends lines. */
  BatchSending start(String owner) {
    BatchSending sending = new BatchSending(context(owner, () -> {}));
    sending.start();
    opened.add(() -> sending.stop(STOP));
    return sending;
  }

  /** Starts plan. */
  void plan() {
    MeterRegistry registry = new SimpleMeterRegistry();
    LoopContext context =
        new LoopContext(
            clients,
            kafka.admin(),
            Clock.systemUTC(),
            System::nanoTime,
            registry,
            LoopStepListener.NONE,
            new Quarantine("test", Clock.systemUTC(), registry));
    PositionStore positions = new PositionStore(database);
    RouteSelector routes =
        RouteSelector.of(
            List.of(new RouteTraits(ROUTE, List.of("086"), CarrierTextSettings.DEFAULT, false)),
            ROUTE);
    PlanStage stage =
        new PlanStage(
            context,
            new LoopSettings(Duration.ofSeconds(6), Duration.ofSeconds(30)),
            new PlanStage.Dependencies(
                new PlanStore(database, missing -> {}),
                new EventPlanner(
                    new NotificationPlanner(routes),
                    SubjectDigest.of("key"),
                    Clock.systemUTC(),
                    () -> rules,
                    OptOuts.NONE),
                new SingleTemplate(request ->
                    new Rendered(
                        "text",
                        new TemplateIdentity("test", 1, "vi"),
                        DiacriticsPolicy.KEEP,
                        (SegmentedText)
                            new Segmenter(1, request.carrier().profile()).segment("text"),
                        null,
                        List.of())),
                new DirectoryLookup(database, PRIVACY_KEY),
                new PortedNumbers(database, PRIVACY_KEY, System::nanoTime),
                new AdvertisingLookup(database, PRIVACY_KEY, Clock.systemUTC()),
                true,
                Duration.ZERO,
                new ContinuationOffsets(positions, Clock.systemUTC(), registry),
                _ -> 1));
    new PositionCheck(kafka.admin(), positions).adoptNew();
    stage.start();
    opened.add(() -> stage.stop(STOP));
  }

  /** A session that has taken so many records of its bulk lane. */
  void taken(int session, long offset) {
    sessions.removeIf(each -> each.session() == session);
    sessions.add(
        new SessionRecord(
            SessionRecord.VERSION,
            ROUTE,
            session,
            "worker",
            SessionRecord.Phase.BOUND,
            0,
            0,
            10,
            0,
            null,
            Clock.systemUTC().instant(),
            null,
            offset,
            null));
  }

  long submitted() {
    return kafka.committed(Topics.submit(ROUTE, Lane.BULK)).size();
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    producer.close(Duration.ZERO);
    database.close();
  }
}
