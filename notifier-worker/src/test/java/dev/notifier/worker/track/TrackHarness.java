package dev.notifier.worker.track;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteConfig.Receipts;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SegmentId;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.loop.DecodedBatch.Entry;
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.InboundMessageStore;
import dev.notifier.store.tracking.ReceiptMatchStatistics;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.UnconfirmedStore;
import dev.notifier.store.tracking.UnmatchedReceiptStore;
import dev.notifier.worker.receipt.LateReceiptLinker;
import dev.notifier.worker.receipt.MessageIdFormLearner;
import dev.notifier.worker.receipt.ReceiptMatcher;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
  public static final Instant T0 = Instant.parse("2026-12-01T01:00:00Z");
  static final Map<String, RouteConfig> ROUTES =
      Map.of(
          ROUTE,
          route(Receipts.HANDSET),
          "vina",
          route(Receipts.SMSC),
          "silent",
          route(Receipts.NONE),
          "plain",
          route(Map.of("route.message-id-format", "as-is")),
          "hex-responses",
          route(Map.of("route.message-id-format", "hex-response")),
          "hex-receipts",
          route(Map.of("route.message-id-format", "hex-receipt")));

  final HikariDataSource pool = PipelineDatabase.newPool();
  final JdbcTemplate jdbc = new JdbcTemplate(pool);
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  final TrackStore store = new TrackStore(pool);
  final SweepStore sweeps = new SweepStore(pool);
  final UnconfirmedStore unconfirmed = new UnconfirmedStore(pool);
  final TrackMetrics metrics = new TrackMetrics(registry);
  final MessageIdFormLearner forms =
      new MessageIdFormLearner(ROUTES, new ReceiptMatchStatistics(pool), metrics::matchRate);
  private final UnmatchedReceiptStore unmatched = new UnmatchedReceiptStore(pool);
  private final StatusPublisher statuses = new StatusPublisher(producer);
  private final StateUpdater updater = new StateUpdater(store, statuses, ROUTES, metrics);
  private final ReceiptMatcher matcher = new ReceiptMatcher(store, forms);

  /** The time at which receipts are read. */
  Instant now = T0.plusSeconds(6);

  private final JournalHandler journal = new JournalHandler(matcher, updater, forms, metrics);
  private final ReceiptHandler receipts =
      new ReceiptHandler(matcher, updater, forms, ROUTES, metrics, clock());
  private final InboundMessageHandler inboundMessages =
      new InboundMessageHandler(new InboundMessageStore(pool), metrics);
  private long sequence;

  static RouteConfig route(Receipts receipts) {
    return route(Map.of("route.receipts", receipts.name()));
  }

  static RouteConfig route(Map<String, String> keys) {
    return new Binder(new MapConfigurationPropertySource(keys))
        .bindOrCreate("route", RouteConfig.class);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  UnmatchedReceiptSweeper unmatchedReceiptSweeper(Instant now) {
    return new UnmatchedReceiptSweeper(
        sweeps,
        unmatched,
        new LateReceiptLinker(store, sweeps, unmatched, ROUTES, forms),
        updater,
        metrics,
        Clock.fixed(now, ZoneOffset.UTC));
  }

  NoReceiptSweeper noReceiptSweeper(Instant now) {
    return new NoReceiptSweeper(
        store, sweeps, statuses, ROUTES, metrics, Clock.fixed(now, ZoneOffset.UTC));
  }

  /** Inserts a notification as plan stores it. */
  UUID planned(int segments) {
    return planned(segments, ROUTE, T0);
  }

  UUID planned(int segments, String route, Instant at) {
    UUID low = SweepStore.lowestId(at);
    UUID id = new UUID(low.getMostSignificantBits() | 0x7000, 0x8000000000000000L | ++sequence);
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone, route,
          segments, state, accepted_at, planned_at)
        values (?, 'default', '/tst', ?, 'card.expiring', 'normal', 'SERVICE', '+84912345678', ?,
          ?, 'PLANNED', ?, ?)
        """,
        id,
        "e" + sequence,
        route,
        segments,
        at.atOffset(ZoneOffset.UTC),
        at.atOffset(ZoneOffset.UTC));
    return id;
  }

  void read(JournalRecord... records) {
    journal.read(records(Topics.BINDS, List.of(records)));
  }

  void read(InboundRecord... records) {
    receipts.read(records(Topics.RECEIPTS, List.of(records)));
  }

  void readInboundMessage(InboundRecord message) {
    inboundMessages.read(records(Topics.INBOUND, List.of(message)));
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

  List<StatusRecord> statuses() {
    List<StatusRecord> all = new ArrayList<>();
    producer
        .history()
        .forEach(record -> all.add(RecordJson.read(record.value(), StatusRecord.class)));
    return all;
  }

  /** The published states of a notification, in order. */
  List<String> published(UUID id) {
    return statuses().stream()
        .filter(status -> status.notificationId().equals(id))
        .map(status -> status.state().name())
        .toList();
  }

  static JournalRecord journal(
      String route, List<Response> responses, List<Unconfirmed> unconfirmed, List<Drop> drops) {
    return new JournalRecord(
        1, route, 0, List.of(), responses, unconfirmed, drops, Map.of(), false, null);
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
        written.plusMillis(40).toEpochMilli());
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
    String text =
        "id:%s sub:001 dlvrd:001 submit date:2612010800 done date:2612010800 stat:%s err:%s text:"
            .formatted(messageId, stat, stat.equals("DELIVRD") ? "000" : "021");
    return new InboundRecord(
        1,
        route,
        0,
        4,
        0,
        "84912345678",
        "BHXHVN",
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

  @Override
  public void close() {
    pool.close();
  }
}
