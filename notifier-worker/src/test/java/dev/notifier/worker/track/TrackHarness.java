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
import dev.notifier.store.tracking.DeliveryState;
import dev.notifier.store.tracking.InboundMessageStore;
import dev.notifier.store.tracking.ReceiptMatchStatistics;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.store.tracking.TrackStore;
import dev.notifier.store.tracking.UnconfirmedStore;
import dev.notifier.store.tracking.UnmatchedReceiptStore;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Track without Kafka: the readers are handed records, the statuses are caught. */
final class TrackHarness implements AutoCloseable {
  static final String ROUTE = "viettel";
  static final Instant T0 = Instant.parse("2026-12-01T01:00:00Z");
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
          "hexanswers",
          route(Map.of("route.message-id-format", "hex-response")),
          "hexreceipts",
          route(Map.of("route.message-id-format", "hex-receipt")));

  final HikariDataSource pool = PipelineDatabase.newPool();
  final JdbcTemplate jdbc = new JdbcTemplate(pool);
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  final TrackStore store = new TrackStore(pool);
  final SweepStore sweeps = new SweepStore(pool);
  final TrackMetrics meters = new TrackMetrics(registry);
  private final StatusPublisher statuses = new StatusPublisher(producer);
  private final ReceiptMatcher settlement = new ReceiptMatcher(store, statuses, ROUTES, meters);
  final UnmatchedReceiptStore waiting = new UnmatchedReceiptStore(pool);
  final UnconfirmedStore unconfirmed = new UnconfirmedStore(pool);
  final MessageIdFormLearner ids =
      new MessageIdFormLearner(ROUTES, new ReceiptMatchStatistics(pool), meters);

  /** What receipts are read by. */
  Instant now = T0.plusSeconds(6);

  final ResponseReader answers = new ResponseReader(store, settlement, ids, meters);
  final ReceiptRecordReader receipts =
      new ReceiptRecordReader(store, settlement, ROUTES, ids, meters, clock());
  final InboundMessageReader replies =
      new InboundMessageReader(new InboundMessageStore(pool), meters);
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

  UnmatchedReceiptSweep waitingSweep(Instant at) {
    return new UnmatchedReceiptSweep(
        new UnmatchedReceiptSweep.Stores(store, sweeps, waiting),
        settlement,
        ROUTES,
        ids,
        meters,
        Clock.fixed(at, ZoneOffset.UTC));
  }

  TrackingSweeper sweeper(Instant now) {
    return new TrackingSweeper(
        store, sweeps, statuses, ROUTES, meters, Clock.fixed(now, ZoneOffset.UTC));
  }

  /** A planned notification, as plan leaves it. */
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

  void tell(JournalRecord... records) {
    answers.read(Arrays.stream(records).map(r -> record(Topics.BINDS, r)).toList(), r -> {});
  }

  void tell(InboundRecord... records) {
    receipts.read(Arrays.stream(records).map(r -> record(Topics.RECEIPTS, r)).toList(), r -> {});
  }

  static ConsumerRecord<byte[], byte[]> record(String topic, Object value) {
    return new ConsumerRecord<>(topic, 0, 0, null, RecordJson.write(value));
  }

  DeliveryState standing(UUID id) {
    return store.inTransaction(() -> store.lock(List.of(id))).getFirst().delivery();
  }

  List<StatusRecord> statuses() {
    List<StatusRecord> all = new ArrayList<>();
    producer
        .history()
        .forEach(record -> all.add(RecordJson.read(record.value(), StatusRecord.class)));
    return all;
  }

  List<String> states(UUID id) {
    return statuses().stream()
        .filter(status -> status.notificationId().equals(id))
        .map(status -> status.state().name())
        .toList();
  }

  static JournalRecord journal(
      String route, List<Response> answers, List<Unconfirmed> doubts, List<Drop> drops) {
    return new JournalRecord(1, route, 0, List.of(), answers, doubts, drops, Map.of(), false, null);
  }

  static JournalRecord accepted(UUID id, int part, @Nullable String messageId) {
    return accepted(ROUTE, id, part, messageId, T0);
  }

  static JournalRecord accepted(
      String route, UUID id, int part, @Nullable String messageId, Instant written) {
    return answered(route, answer(id, part, Outcome.ACCEPTED, messageId, null, written));
  }

  static JournalRecord refused(UUID id, int part, Outcome outcome, FailureReason reason) {
    return answered(ROUTE, answer(id, part, outcome, null, reason, T0));
  }

  private static JournalRecord answered(String route, Response answer) {
    return journal(route, List.of(answer), List.of(), List.of());
  }

  static Response answer(
      UUID id,
      int part,
      Outcome outcome,
      @Nullable String messageId,
      @Nullable FailureReason reason,
      Instant written) {
    return new Response(
        1,
        new SegmentId(id, part),
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

  static JournalRecord doubt(UUID id, int part, boolean resent) {
    Unconfirmed doubt = new Unconfirmed(1, new SegmentId(id, part), 1, resent, T0.toEpochMilli());
    return journal(ROUTE, List.of(), List.of(doubt), List.of());
  }

  static JournalRecord drop(UUID id, int part, FailureReason reason) {
    Drop drop = new Drop(new SegmentId(id, part), 1, reason, T0.toEpochMilli());
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
