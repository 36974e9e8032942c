package dev.notifier.worker.inbound;

import com.zaxxer.hikari.HikariDataSource;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.replies.RepliesConfig;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.optouts.OptOutPurpose;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.inbox.InboxStore;
import dev.notifier.store.optouts.OptOutStatement;
import dev.notifier.store.optouts.OptOutStore;
import dev.notifier.store.partitions.DayPartitions;
import dev.notifier.store.partitions.PartitionStore;
import dev.notifier.store.positions.PositionStore;
import dev.notifier.store.tracking.SweepStore;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestKafka;
import dev.notifier.testing.TestPostgres;
import dev.notifier.worker.batches.BatchConsumers;
import dev.notifier.worker.positions.PositionCheck;
import dev.notifier.worker.testing.PipelineDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The stage on a real broker, with a real database that can become unavailable. */
final class InboundHarness implements AutoCloseable {
  static final String PHONE = "+84912345678";
  static final String ROUTE = "viettel";
  static final int PARTITIONS = 3;
  static final String PRIVACY_KEY = "0123456789abcdef0123456789abcdef";

  private static final RecipientKey NUMBERS =
      new RecipientKey(PRIVACY_KEY.getBytes(StandardCharsets.UTF_8));

  private static final Map<List<RepliesConfig.Address>, InboundAddresses> ADDRESSES =
      new ConcurrentHashMap<>();

  static final Map<String, RouteConfig> ROUTES = Map.of(ROUTE, route(), "mobifone", route());

  final TestKafka kafka = TestKafka.shared();
  final HikariDataSource direct = PipelineDatabase.newPool();
  final JdbcTemplate jdbc = new JdbcTemplate(direct);
  final InterruptibleProxy proxy = TestPostgres.shared().newProxy();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final HikariDataSource pool = TestPostgres.pool(database(), proxy);
  private final KafkaProducer<byte[], byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", kafka.bootstrapServers()),
          new ByteArraySerializer(),
          new ByteArraySerializer());
  private final List<InboundStage> stages = new ArrayList<>();
  final FixedKnowledge knowledge = new FixedKnowledge();
  private long sequence;

  InboundHarness() throws Exception {
    kafka.createTopic(Topics.INBOUND, PARTITIONS, Map.of());
    kafka.createTopic(Topics.events(Lane.URGENT), PARTITIONS, Map.of());
    kafka.createTopic(Topics.QUARANTINE, 1, Map.of());
  }

  private static RouteConfig route() {
    return new Binder(new MapConfigurationPropertySource(Map.of()))
        .bindOrCreate("route", RouteConfig.class);
  }

  private String database() {
    try (var connection = direct.getConnection()) {
      return connection.getCatalog();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }

  InboundStage start() {
    return start(_ -> {}, "shipped:8079");
  }

  /** With an address of a tenant. */
  InboundStage startFor(String tenant) {
    return start(_ -> {}, List.of(new RepliesConfig.Address("shipped:8079", tenant)));
  }

  /**
   * @param files of the addresses
   */
  InboundStage start(LoopStepListener steps, String... files) {
    return start(
        steps, Stream.of(files).map(file -> new RepliesConfig.Address(file, "default")).toList());
  }

  private InboundStage start(LoopStepListener steps, List<RepliesConfig.Address> addresses) {
    InboundStage stage =
        new InboundStage(
            new InboundStage.Context(
                new BatchConsumers(
                    new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "test"),
                    Duration.ofSeconds(6)),
                pool,
                producer,
                ROUTES,
                ADDRESSES.computeIfAbsent(addresses, InboundAddresses::read),
                knowledge,
                PRIVACY_KEY,
                Clock.systemUTC(),
                System::nanoTime,
                registry,
                topic -> PositionCheck.topicId(kafka.admin(), topic),
                () -> {},
                new Quarantine("test", Clock.systemUTC(), registry),
                () -> {},
                new InboxStore(pool, true),
                steps));
    stages.add(stage);
    new PositionCheck(kafka.admin(), new PositionStore(pool)).adoptNew();
    stage.start();
    return stage;
  }

  /** Ends the stage, as when its process is killed. */
  void stop(InboundStage stage) {
    stage.stop();
    stages.remove(stage);
  }

  static InboundRecord sms(String text) {
    return sms(text, Instant.now());
  }

  static InboundRecord sms(String text, Instant at) {
    return sms("84912345678", text, at);
  }

  static InboundRecord sms(String sender, String text, Instant at) {
    return pdu(sender, 0, 8, text.getBytes(StandardCharsets.UTF_16BE), Map.of(), at);
  }

  static InboundRecord pdu(
      String sender,
      int esmClass,
      int dataCoding,
      byte[] bytes,
      Map<String, byte[]> tlvs,
      Instant at) {
    return new InboundRecord(2, ROUTE, 0, esmClass, dataCoding, sender, "8079", bytes, tlvs, at);
  }

  void send(int partition, InboundRecord... records) throws Exception {
    List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
    for (InboundRecord record : records) {
      all.add(
          new ProducerRecord<>(
              Topics.INBOUND, partition, null, RecordFormats.INBOUND.encode(record)));
    }
    kafka.send(all);
  }

  /** The answers on Kafka, also those that were published again. */
  List<EventRecord> answers() {
    return kafka.committed(Topics.events(Lane.URGENT)).stream()
        .map(record -> EventRecord.FORMAT.read(record.value()))
        .toList();
  }

  /** The texts of the answers, each once. */
  List<String> texts() {
    return answers().stream()
        .map(event -> event.id() + " " + event.data().get("text"))
        .distinct()
        .map(text -> text.substring(text.indexOf(' ') + 1))
        .toList();
  }

  /** The keys of the records with answers. */
  List<String> keys() {
    return kafka.committed(Topics.events(Lane.URGENT)).stream()
        .map(record -> new String(record.key(), StandardCharsets.US_ASCII))
        .toList();
  }

  static String key(String phone) {
    UUID bits = NUMBERS.bitsOf(phone);
    return HexFormat.of().toHexDigits(bits.getMostSignificantBits())
        + HexFormat.of().toHexDigits(bits.getLeastSignificantBits());
  }

  static UUID recipient(String phone) {
    return NUMBERS.bitsOf(phone);
  }

  /** What was decided: the text, the rule and the action of each message. */
  List<String> decisions() {
    return jdbc.query(
        "select concat_ws(' | ', body, rule, action) from inbound_messages order by id",
        (row, _) -> row.getString(1));
  }

  void awaitMessages(int count) {
    await()
        .until(() -> {
          Integer stored =
              jdbc.queryForObject("select count(*) from inbound_messages", Integer.class);
          return stored != null && stored >= count;
        });
  }

  /** An opt-out of the number from general information, a minute ago. */
  void optedOut(String scope) {
    new OptOutStore(direct)
        .add(
            List.of(
                new OptOutStatement(
                    recipient(PHONE),
                    PHONE,
                    scope,
                    OptOutPurpose.GENERAL_INFO,
                    true,
                    Instant.now().minusSeconds(60),
                    new OptOutStatement.Evidence("hanoi", "agent", "hotline", null, null))),
            OptOutStore.Source.REQUEST);
  }

  /** A notification that was sent to the number. */
  UUID sent(String phone, @Nullable String sender, String body, Instant at) {
    return sent(phone, sender, null, body, at);
  }

  /** A notification about a person. */
  UUID sent(
      String phone, @Nullable String sender, @Nullable String person, String body, Instant at) {
    LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
    new PartitionStore(direct).create(DayPartitions.Table.NOTIFICATIONS, day, day);
    UUID low = SweepStore.lowestId(at);
    UUID id = new UUID(low.getMostSignificantBits() | 0x7000, 0x8000000000000000L | ++sequence);
    jdbc.update(
        """
        insert into notifications (id, tenant, source, event_id, type, lane, category, phone,
          route, sender, person_ref, body, locale, segments, state, accepted_at, planned_at, submitted_at)
        values (?, 'hanoi', '/tst', ?, 'card.expiring', 'normal', 'SERVICE', ?, ?, ?, ?, ?, 'vi', 1,
          'SUBMITTED', ?, ?, ?)
        """,
        id,
        "e" + sequence,
        phone,
        ROUTE,
        sender,
        person,
        body,
        at.atOffset(ZoneOffset.UTC),
        at.atOffset(ZoneOffset.UTC),
        at.atOffset(ZoneOffset.UTC));
    return id;
  }

  @Override
  public void close() {
    List.copyOf(stages).forEach(InboundStage::stop);
    producer.close();
    pool.close();
    proxy.close();
    direct.close();
  }
}
