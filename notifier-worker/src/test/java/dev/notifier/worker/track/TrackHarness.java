package dev.notifier.worker.track;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.batch.DecodedBatch.Entry;
import dev.notifier.store.counters.CounterCheck;
import dev.notifier.store.counters.CounterDeltas;
import dev.notifier.store.partitions.DayPartitions;
import dev.notifier.store.partitions.PartitionStore;
import dev.notifier.store.tracking.CarrierAccountStore;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.ReceiptMatchStatistics;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.TrackedNotification;
import dev.notifier.store.tracking.UnconfirmedStore;
import dev.notifier.store.tracking.UnmatchedReceiptStore;
import dev.notifier.worker.batches.TopicBatchReader;
import dev.notifier.worker.receipt.CarrierAccounts;
import dev.notifier.worker.receipt.LateReceiptLinker;
import dev.notifier.worker.receipt.MessageIdFormLearner;
import dev.notifier.worker.receipt.ReceiptMatcher;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs track without Kafka: handlers get their records directly, and statuses are collected. */
public final class TrackHarness implements AutoCloseable {
  static final String ROUTE = "viettel";
  static final String PHONE = "+84912345678";
  public static final Instant T0 = Instant.parse("2026-12-01T01:00:00Z");

  private static final Instant MAX = Instant.parse("2200-01-01T00:00:00Z");

  static final Map<String, RouteConfig> ROUTES =
      Map.ofEntries(
          entry(ROUTE, Map.of()),
          entry("vina", Map.of("route.receipts", "smsc")),
          entry("silent", Map.of("route.receipts", "none")),
          entry("plain", Map.of("route.message-id-format", "as-is")),
          entry("hex-responses", Map.of("route.message-id-format", "hex-response")),
          entry("hex-receipts", Map.of("route.message-id-format", "hex-receipt")),
          entry("per-message", Map.of("route.receipts-per", "message")),
          entry("other-numbers", Map.of("route.receipts-number", "ignore")),
          entry("minute", Map.of("route.no-receipt-after", "1m")),
          entry("otp", Map.of("route.system-id", "shared")),
          entry("bulk", Map.of("route.system-id", "shared")));

  /** Each route is an account of its own unless it names a system id. */
  private static Map.Entry<String, RouteConfig> entry(String name, Map<String, String> keys) {
    Map<String, String> all = new HashMap<>(keys);
    all.putIfAbsent("route.system-id", name);
    return Map.entry(name, route(all));
  }

  final HikariDataSource pool = PipelineDatabase.newPool();
  final JdbcTemplate jdbc = new JdbcTemplate(pool);
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  final TrackStore store = new TrackStore(pool);
  final SweepStore sweeps = new SweepStore(pool);
  final UnconfirmedStore unconfirmed = new UnconfirmedStore(pool);
  final TrackMetrics metrics = new TrackMetrics(registry);
  final CarrierAccounts accounts = new CarrierAccounts(ROUTES, new CarrierAccountStore(pool));
  final MessageIdFormLearner forms =
      new MessageIdFormLearner(accounts, new ReceiptMatchStatistics(pool), metrics::matchRate);
  private final UnmatchedReceiptStore unmatched = new UnmatchedReceiptStore(pool);
  private final StatusPublisher statuses = new StatusPublisher(producer);
  private final StateUpdater updater = new StateUpdater(store, statuses, ROUTES, metrics);
  private final ReceiptMatcher matcher = new ReceiptMatcher(store, forms);

  private final ReceiptHandler receipts =
      new ReceiptHandler(accounts, matcher, updater, forms, ROUTES, metrics);
  private JournalHandler journal = newJournal();
  private final PartitionStore partitions = new PartitionStore(pool);
  private final Set<LocalDate> partitionedDays = new HashSet<>();
  private long sequence;

  /** Kafka's offsets do not matter to handlers. */
  private static final TopicBatchReader.Positions NO_POSITIONS =
      new TopicBatchReader.Positions() {
        @Override
        public void check() {}

        @Override
        public void advance() {}
      };

  static RouteConfig route(Map<String, String> keys) {
    return new Binder(new MapConfigurationPropertySource(keys))
        .bindOrCreate("route", RouteConfig.class);
  }

  /** How long before its test time a receipt was stored; {@link #sweepUnmatched} sets it. */
  private void setUnmatchedSince() {
    jdbc.update(
        """
        update submissions set unmatched_since = receipt_at + interval '1 second'
        where unmatched_since > '2026-01-01' and unmatched_since <> receipt_at + interval '1 second'
        """);
  }

  /** Sweeps unmatched receipts as if they had been stored a second after they were received. */
  void sweepUnmatched(Instant now) {
    setUnmatchedSince();
    new UnmatchedReceiptSweeper(
            unmatched,
            accounts,
            new LateReceiptLinker(store, sweeps, unmatched, accounts, forms, metrics::otherNumbers),
            updater,
            metrics)
        .sweep(now);
    new ExpiredReceiptSweeper(store, sweeps, metrics).sweep(now);
  }

  NoReceiptSweeper noReceiptSweeper() {
    return new NoReceiptSweeper(store, sweeps, statuses, ROUTES, metrics);
  }

  /** Inserts a notification as plan stores it. */
  UUID planned(int segments) {
    return planned(segments, ROUTE, T0);
  }

  UUID planned(int segments, String route, Instant at) {
    return planned(segments, route, at, PHONE);
  }

  UUID planned(int segments, String route, Instant at, String phone) {
    ensurePartition(at);
    UUID low = SweepStore.lowestId(at);
    UUID id = new UUID(low.getMostSignificantBits() | 0x7000, 0x8000000000000000L | ++sequence);
    jdbc.update(
        CounterDeltas.countInserted(
            """
            insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
              route, segments, state, accepted_at, planned_at)
            values (?, 'default', '/tst', ?, 'card.expiring', 'normal', 'SERVICE', ?, ?,
              ?, 'PLANNED', ?, ?)
            """),
        id,
        "e" + sequence,
        phone,
        route,
        segments,
        at.atOffset(ZoneOffset.UTC),
        at.atOffset(ZoneOffset.UTC));
    return id;
  }

  /** The times of tests are not those of PostgreSQL's clock. */
  void ensurePartition(Instant at) {
    LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
    if (partitionedDays.add(day)) {
      partitions.create(DayPartitions.Table.NOTIFICATIONS, day, day);
    }
  }

  private JournalHandler newJournal() {
    return new JournalHandler(accounts, matcher, updater, forms, receipts, metrics);
  }

  /** Reads journals as a worker that has just started. */
  void read(JournalRecord... records) {
    restart();
    read(NO_POSITIONS, records);
  }

  /** From now on, another process reads journals. */
  void restart() {
    journal = newJournal();
  }

  /** Reads journals in the same process as before. */
  void read(TopicBatchReader.Positions positions, JournalRecord... records) {
    journal.read(records(Topics.BINDS, List.of(records)), positions);
  }

  void read(InboundRecord... records) {
    receipts.read(records(Topics.RECEIPTS, List.of(records)), NO_POSITIONS);
  }

  private static <T> List<Entry<T>> records(String topic, List<T> values) {
    return values.stream()
        .map(value ->
            new Entry<T>(
                new ConsumerRecord<byte[], byte[]>(topic, 0, 0, null, RecordJson.write(value)),
                value))
        .toList();
  }

  DeliveryState state(UUID id) {
    return store.inTransaction(() -> store.lock(List.of(id))).getFirst().delivery();
  }

  /** The states of many notifications, read at once. */
  Map<UUID, NotificationState> states(Collection<UUID> ids) {
    return store.inTransaction(() -> store.lock(ids)).stream()
        .collect(Collectors.toMap(TrackedNotification::id, each -> each.delivery().state()));
  }

  /** All that was published, also again. */
  List<StatusRecord.Change> statuses() {
    List<StatusRecord.Change> all = new ArrayList<>();
    producer
        .history()
        .forEach(record -> all.addAll(RecordFormats.STATUSES.read(record.value()).changes()));
    return all;
  }

  /**
   * The published states of a notification, in order, for a reader who does as the guide says:
   * known ids and lower ranks are ignored.
   */
  List<String> published(UUID id) {
    Set<String> known = new HashSet<>();
    List<String> states = new ArrayList<>();
    int rank = 0;
    for (StatusRecord.Change change : statuses()) {
      boolean isOfNotification = change.notificationId().equals(id);
      if (isOfNotification && known.add(change.id()) && change.state().rank() >= rank) {
        rank = change.state().rank();
        states.add(change.state().name());
      }
    }
    return states;
  }

  /** The published states of a notification, in order, also those that were published again. */
  List<String> allPublished(UUID id) {
    return statuses().stream()
        .filter(status -> status.notificationId().equals(id))
        .map(status -> status.state().name())
        .toList();
  }

  static JournalRecord journal(
      String route, List<Response> responses, List<Unconfirmed> unconfirmed, List<Drop> drops) {
    return new JournalRecord(
        1, route, 0, List.of(), responses, unconfirmed, drops, List.of(), Map.of(), false, null);
  }

  static JournalRecord accepted(UUID id, int segment, @Nullable String messageId) {
    return accepted(ROUTE, id, segment, messageId, T0);
  }

  static JournalRecord accepted(
      String route, UUID id, int segment, @Nullable String messageId, Instant written) {
    Response response = response(id, segment, Outcome.ACCEPTED, messageId, null, written);
    return journal(route, List.of(response), List.of(), List.of());
  }

  static JournalRecord notAccepted(UUID id, int segment, Outcome outcome, FailureReason reason) {
    Response response = response(id, segment, outcome, null, reason, T0);
    return journal(ROUTE, List.of(response), List.of(), List.of());
  }

  static Response response(
      UUID id,
      int segment,
      Outcome outcome,
      @Nullable String messageId,
      @Nullable FailureReason reason,
      Instant written) {
    return new Response(
        1,
        new SegmentId(id, segment),
        2,
        1,
        false,
        outcome,
        reason == null ? 0 : 0x0B,
        messageId,
        reason,
        written.toEpochMilli(),
        written.plusMillis(40).toEpochMilli(),
        null);
  }

  static JournalRecord unconfirmed(UUID id, int segment, boolean resent) {
    return unconfirmed(ROUTE, id, segment, resent, T0);
  }

  static JournalRecord unconfirmed(String route, UUID id, int segment, boolean resent, Instant at) {
    Unconfirmed unconfirmed =
        new Unconfirmed(1, new SegmentId(id, segment), 1, resent, at.toEpochMilli());
    return journal(route, List.of(), List.of(unconfirmed), List.of());
  }

  static JournalRecord dropped(UUID id, int segment, FailureReason reason) {
    Drop drop = new Drop(new SegmentId(id, segment), 1, reason, T0.toEpochMilli());
    return journal(ROUTE, List.of(), List.of(), List.of(drop));
  }

  static InboundRecord receipt(String messageId, String stat) {
    return receipt(messageId, stat, T0.plusSeconds(5));
  }

  static InboundRecord receipt(String messageId, String stat, Instant at) {
    return receipt(ROUTE, messageId, stat, at);
  }

  static InboundRecord receipt(String route, String messageId, String stat, Instant at) {
    return receipt(route, messageId, stat, at, "84912345678", "BHXHVN");
  }

  static InboundRecord receipt(
      String route, String messageId, String stat, Instant at, String source, String destination) {
    String text =
        "id:%s sub:001 dlvrd:001 submit date:2612010800 done date:2612010800 stat:%s err:%s text:"
            .formatted(messageId, stat, stat.equals("DELIVRD") ? "000" : "021");
    return new InboundRecord(
        1,
        route,
        0,
        4,
        0,
        source,
        destination,
        text.getBytes(StandardCharsets.US_ASCII),
        Map.of(),
        at);
  }

  double gauge(TrackMetrics.Name name, String... tags) {
    return registry.get(name.id()).tags(tags).gauge().value();
  }

  double count(TrackMetrics.Name name, String... tags) {
    return registry.find(name.id()).tags(tags).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  /** Whatever a test did, the counters are those of a full count. */
  @Override
  public void close() {
    assertThat(new CounterCheck(pool).differences(Instant.EPOCH, MAX)).isEmpty();
    pool.close();
  }
}
