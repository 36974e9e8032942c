package dev.notifier.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.origin.SubjectDigest;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.loop.LoopContext;
import dev.notifier.kafka.loop.LoopSettings;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.planning.RouteSelector;
import dev.notifier.planning.RouteTraits;
import dev.notifier.store.counters.CounterCheck;
import dev.notifier.store.plan.PlanStore;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.templates.Renderer;
import dev.notifier.templates.sms.CarrierTextSettings;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.cancellation.CancellationRules;
import dev.notifier.worker.optouts.OptOuts;
import dev.notifier.worker.positions.ContinuationOffsets;
import dev.notifier.worker.positions.PositionCheck;
import dev.notifier.worker.templates.SingleTemplate;
import dev.notifier.worker.templates.TemplateProvider;
import dev.notifier.worker.testing.PipelineTopics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Runs plan stages, one harness at a time, on topics that are empty at first. */
final class PlanHarness implements AutoCloseable {
  static final String ROUTE = "viettel";

  /** For the messages of test tenants. */
  static final String TEST_ROUTE = "of-tests";

  static final int SESSIONS = 3;
  static final Lane LANE = Lane.NORMAL;

  static final String PRIVACY_KEY = "privacy key of the tests";

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final LoopSettings SETTINGS =
      new LoopSettings(Duration.ofSeconds(6), Duration.ofMillis(200));

  final TestKafka kafka = PipelineTopics.renew(TestKafka.shared(), Map.of(ROUTE, 4, TEST_ROUTE, 4));
  private final Clock clock;
  private final DataSource database;
  private final Duration keepEvents;
  volatile CancellationRules rules = CancellationRules.NONE;
  volatile OptOuts optOuts = OptOuts.NONE;
  volatile RouteSelector routes =
      RouteSelector.of(
          List.of(
              new RouteTraits(ROUTE, List.of("086"), CarrierTextSettings.DEFAULT, false),
              new RouteTraits(
                  TEST_ROUTE, List.of("086"), CarrierTextSettings.DEFAULT, false, true, List.of())),
          ROUTE);
  private final MeterRegistry continuationMeters = new SimpleMeterRegistry();
  final ContinuationOffsets continuation;
  private final List<PlanStage> stages = new ArrayList<>();
  private final List<MeterRegistry> registries = new ArrayList<>();

  PlanHarness(DataSource database) {
    this(database, Duration.ZERO);
  }

  PlanHarness(DataSource database, Duration keepEvents) {
    this(database, keepEvents, Clock.systemUTC());
  }

  PlanHarness(DataSource database, Duration keepEvents, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.keepEvents = keepEvents;
    registries.add(continuationMeters);
    continuation = new ContinuationOffsets(new PositionStore(database), clock, continuationMeters);
  }

  /** A renderer whose text is the prefix and the number of the event. */
  static Renderer rendering(String prefix) {
    return request -> FixedTextRenderer.of(prefix + request.data().get("n")).render(request);
  }

  PlanStage start(Renderer renderer, LoopStepListener steps) {
    return start(new SingleTemplate(renderer), steps);
  }

  PlanStage start(TemplateProvider templates, LoopStepListener steps) {
    KafkaClients clients =
        new KafkaClients(
            KafkaConnection.plaintext(kafka.bootstrapServers()), "test-" + stages.size());
    MeterRegistry registry = new SimpleMeterRegistry();
    registries.add(registry);
    LoopContext context =
        new LoopContext(
            clients,
            kafka.admin(),
            clock,
            System::nanoTime,
            registry,
            steps,
            new Quarantine("test", clock, registry));
    PlanStage stage =
        new PlanStage(
            context,
            SETTINGS,
            new PlanStage.Dependencies(
                new PlanStore(database, missing -> {}),
                new EventPlanner(
                    new NotificationPlanner(routes),
                    SubjectDigest.of("key"),
                    clock,
                    () -> rules,
                    optOuts),
                templates,
                new DirectoryLookup(database, PRIVACY_KEY),
                new PortedNumbers(database, PRIVACY_KEY, System::nanoTime),
                new AdvertisingLookup(database, PRIVACY_KEY, clock),
                true,
                keepEvents,
                continuation,
                route -> SESSIONS));
    // As before each start of the stages.
    positions().adoptNew();
    stage.start();
    stages.add(stage);
    return stage;
  }

  /** Compares Kafka's offsets with those in the database. */
  PositionCheck positions() {
    return new PositionCheck(kafka.admin(), new PositionStore(database));
  }

  static EventRecord event(int n) {
    return new EventRecord(
        EventRecord.VERSION,
        "tenant",
        "/source",
        "id-" + n,
        "card.expiring",
        Instant.parse("2026-11-20T01:00:00Z"),
        null,
        "+84861234567",
        Map.of("phone", "+84861234567", "fullName", "Lò Thị Mai"),
        Map.of("n", n),
        Category.SERVICE,
        null,
        Instant.parse("2026-11-20T01:00:01Z"),
        null,
        null,
        null);
  }

  void send(List<EventRecord> events) throws Exception {
    sendBytes(events.stream().map(RecordJson::write).toList());
  }

  void sendBytes(List<byte[]> values) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      // A duplicate may be on another partition than the first event.
      int partition = i % Topics.EVENT_PARTITIONS;
      records.add(
          new ProducerRecord<>(Topics.events(LANE), partition, new byte[] {1}, values.get(i)));
    }
    kafka.send(records);
  }

  /** Sends events that were written at a time. */
  void sendAt(Instant time, List<EventRecord> events) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      records.add(
          new ProducerRecord<>(
              Topics.events(LANE),
              i % Topics.EVENT_PARTITIONS,
              time.toEpochMilli(),
              new byte[] {1},
              RecordJson.write(events.get(i))));
    }
    kafka.send(records);
  }

  /** Leaves an aborted transaction in each of these partitions: offsets without records. */
  void abort(List<Integer> partitions) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            kafka.bootstrapServers(),
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "aborted");
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int partition : partitions) {
        var _ =
            producer.send(new ProducerRecord<>(Topics.events(LANE), partition, null, new byte[1]));
      }
      producer.flush();
      producer.abortTransaction();
    }
  }

  /** Writes an event back to its partition, as the command does. */
  void replay(byte[] value, String position) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.events(LANE), 0, new byte[] {1}, value);
    record.headers().add(QuarantineEntry.REPLAYED_FROM, position.getBytes(StandardCharsets.UTF_8));
    kafka.send(List.of(record));
  }

  /** Writes an event to the partition of the test's events as the api does for an order. */
  void planAgain(byte[] value, long order) throws Exception {
    planAgain(0, value, order);
  }

  /** Writes an order back from the quarantine, as the command does. */
  void replayOrder(byte[] value, long order, String position) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.events(LANE), 0, new byte[] {1}, value);
    record
        .headers()
        .add(
            EventRecord.PLAN_AGAIN_HEADER, Long.toString(order).getBytes(StandardCharsets.US_ASCII))
        .add(QuarantineEntry.REPLAYED_FROM, position.getBytes(StandardCharsets.UTF_8));
    kafka.send(List.of(record));
  }

  void planAgain(int partition, byte[] value, long order) throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.events(LANE), partition, new byte[] {1}, value);
    record
        .headers()
        .add(
            EventRecord.PLAN_AGAIN_HEADER,
            Long.toString(order).getBytes(StandardCharsets.US_ASCII));
    kafka.send(List.of(record));
  }

  /** Writes an event to a partition as the stage schedule does. */
  void release(int partition, byte[] value, String release) throws Exception {
    kafka.send(List.of(released(partition, value, release)));
  }

  /** Writes a release back from the quarantine, as the command does. */
  void releaseReplayed(byte[] value, String release) throws Exception {
    ProducerRecord<byte[], byte[]> record = released(0, value, release);
    record.headers().add(QuarantineEntry.REPLAYED_FROM, new byte[] {'1'});
    kafka.send(List.of(record));
  }

  private static ProducerRecord<byte[], byte[]> released(
      int partition, byte[] value, String release) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.events(LANE), partition, new byte[] {1}, value);
    record.headers().add(EventRecord.RELEASE_HEADER, release.getBytes(StandardCharsets.US_ASCII));
    return record;
  }

  /** Stops one of the stages, in the order of their start. */
  void stop(int stage) {
    stages.get(stage).stop(STOP);
  }

  /** The records in the quarantine: position, stage and reason. */
  List<String> quarantined() {
    return kafka.committed(Topics.QUARANTINE).stream()
        .map(record ->
            RecordJson.read(
                record.headers().lastHeader(QuarantineEntry.HEADER).value(), QuarantineEntry.class))
        .map(entry -> entry.position() + " " + entry.stage() + " " + entry.reason())
        .toList();
  }

  /** Waits until the group has committed all records of the lane. */
  void awaitAllPlanned() throws Exception {
    Awaitility.await()
        // An injected crash ends its thread and must not end the wait.
        .dontCatchUncaughtExceptions()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> committedSum() == endSum());
    kafka.awaitNoOpenTransaction(Topics.submit(ROUTE, LANE), Topics.STATUSES, Topics.QUARANTINE);
  }

  long committedSum() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        kafka
            .admin()
            .listConsumerGroupOffsets(Topics.planGroup(LANE))
            .partitionsToOffsetAndMetadata()
            .get(10, TimeUnit.SECONDS);
    return offsets.values().stream().mapToLong(OffsetAndMetadata::offset).sum();
  }

  private long endSum() throws ExecutionException, InterruptedException {
    return offsets(OffsetSpec.latest());
  }

  /** How many records of the lane were trimmed: the sum of its log start offsets. */
  long trimmed() throws ExecutionException, InterruptedException {
    return offsets(OffsetSpec.earliest());
  }

  private long offsets(OffsetSpec spec) throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
    for (int i = 0; i < Topics.EVENT_PARTITIONS; i++) {
      specs.put(new TopicPartition(Topics.events(LANE), i), spec);
    }
    return kafka.admin().listOffsets(specs).all().get().values().stream()
        .mapToLong(info -> info.offset())
        .sum();
  }

  /** The sum of a counter over all stages. */
  double count(String name) {
    return registries.stream()
        .flatMap(registry -> registry.find(name).counters().stream())
        .mapToDouble(Counter::count)
        .sum();
  }

  /** How many positions went back. */
  double setBack() {
    return continuationMeters.get("notifier.positions.set.back").counter().count();
  }

  List<SubmitRecord> submitted() {
    return kafka.committed(Topics.submit(ROUTE, LANE)).stream()
        .map(record -> RecordFormats.SUBMIT.read(record.value()))
        .toList();
  }

  List<StatusRecord.Change> statuses() {
    return kafka.committed(Topics.STATUSES).stream()
        .flatMap(record -> RecordFormats.STATUSES.read(record.value()).changes().stream())
        .toList();
  }

  /** Whatever a test did, the counters are those of a full count. */
  @Override
  public void close() {
    stages.forEach(stage -> stage.stop(STOP));
    Instant now = clock.instant();
    Instant from = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));
    assertThat(new CounterCheck(database).differences(from, from.plus(Duration.ofHours(4))))
        .isEmpty();
  }
}
