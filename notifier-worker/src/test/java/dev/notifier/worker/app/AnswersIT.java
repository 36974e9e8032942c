package dev.notifier.worker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.config.ConfigLoader;
import dev.notifier.config.NotifierConfig;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.PublishedVersionRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.TemplateRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.origin.ReplyOrigin;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.loop.LoopStepListener;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.replies.address.AddressPlaceholders;
import dev.notifier.replies.address.ConfiguredAddresses;
import dev.notifier.smsc.SimulatorOptions;
import dev.notifier.smsc.SmscSimulator;
import dev.notifier.smsc.record.Submission;
import dev.notifier.store.Database;
import dev.notifier.testing.TestKafka;
import dev.notifier.testing.TestPostgres;
import dev.notifier.worker.testing.PipelineDatabase;
import dev.notifier.worker.testing.PipelineTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Notices leave from a name and answers from a short code, through the whole pipeline. */
class AnswersIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String PRIVACY_KEY = "sixteen-characters-and-more";
  private static final String PHONE = "+84912345678";
  private static final String NOTICE =
      "BHXHVN: tin {{ n }}. Tu choi: soan {{ reply.optOut }} gui {{ reply.address }}";

  private final TestKafka kafka = PipelineTopics.renew(TestKafka.shared(), Map.of());
  private final List<SmscSimulator> simulators = new ArrayList<>();
  private @Nullable Pipeline pipeline;
  private @Nullable Database database;

  @AfterEach
  void close() throws IOException {
    if (pipeline != null) {
      pipeline.stop();
    }
    if (database != null) {
      database.close();
    }
    for (SmscSimulator each : simulators) {
      each.close();
    }
  }

  @Test
  void aSingleRouteSendsFromEveryAddress() throws Exception {
    SmscSimulator carrier = simulator();
    start(route("viettel", carrier.smppPort(), ""));

    send(notice("n1"), answer("a1", "viettel"));

    await().atMost(LIMIT).until(() -> carrier.messages().size() == 2);
    assertThat(senders(carrier)).containsExactlyInAnyOrder("5 BHXHVN", "3 8079");
    assertThat(texts(carrier))
        .containsExactlyInAnyOrder(
            "BHXHVN: tin n1. Tu choi: soan BH TC gui 8079", "So nay nhan lai tin");
  }

  @Test
  void anAnswerTakesTheRouteThatMaySendFromItsAddressAlsoAfterAnOptOut() throws Exception {
    SmscSimulator plain = simulator();
    SmscSimulator able = simulator();
    Map<String, Object> routes = new HashMap<>(route("plain", plain.smppPort(), ""));
    routes.putAll(route("able", able.smppPort(), "8079"));
    routes.put("notifier.default-route", "plain");
    start(routes);
    optOut();

    send(answer("a1", "plain"), answer("a2", "able"), answer("a3", null), notice("n1"));

    await().atMost(LIMIT).until(() -> able.messages().size() == 3);
    await().atMost(LIMIT).until(() -> skipped().equals(List.of("n1 OPTED_OUT")));
    assertThat(senders(able)).containsOnly("3 8079");
    assertThat(plain.messages()).as("the notice to who has opted out").isEmpty();
  }

  @Test
  void anAnswerNeverFailsOverToARouteThatMayNotSendFromItsAddress() throws Exception {
    SmscSimulator plain = simulator();
    SmscSimulator able = simulator();
    int port = able.smppPort();
    Map<String, Object> routes = new HashMap<>(route("plain", plain.smppPort(), ""));
    routes.putAll(route("able", port, "8079"));
    routes.put("notifier.default-route", "plain");
    routes.put("notifier.routes.able.failover", "plain");
    routes.put("notifier.routes.able.prefixes", "091");
    start(routes);
    send(answer("a0", "able"));
    await().atMost(LIMIT).until(() -> able.messages().size() == 1);

    able.close();
    simulators.remove(able);
    send(answer("a1", "able"), notice("n1"), answer("a2", "able"), notice("n2"));

    await().atMost(LIMIT).until(() -> plain.messages().size() == 2);
    assertThat(senders(plain)).containsOnly("5 BHXHVN");
    assertThat(senders(plain)).hasSize(2);

    SmscSimulator again = start(SimulatorOptions.defaults().withPorts(port, 0));
    await().atMost(LIMIT).until(() -> again.messages().size() == 2);
    assertThat(senders(again)).containsOnly("3 8079");
    assertThat(plain.messages()).hasSize(2);
  }

  private SmscSimulator simulator() throws IOException {
    return start(SimulatorOptions.defaults().withPorts(0, 0));
  }

  private SmscSimulator start(SimulatorOptions options) throws IOException {
    SmscSimulator simulator = SmscSimulator.start(options);
    simulators.add(simulator);
    return simulator;
  }

  private static Map<String, Object> route(String name, int port, String further) {
    String prefix = "notifier.routes." + name + ".";
    Map<String, Object> route = new HashMap<>();
    route.put(prefix + "host", "127.0.0.1");
    route.put(prefix + "port", port);
    route.put(prefix + "system-id", "test");
    route.put(prefix + "password", "test");
    if (!further.isEmpty()) {
      route.put(prefix + "sources[0].address", further);
    }
    return route;
  }

  private void start(Map<String, Object> routes) throws Exception {
    NotifierConfig config = config(routes);
    Database opened =
        Database.open(
            new Database.Settings(
                config.postgres().url(),
                config.postgres().username(),
                "",
                "test",
                8,
                Duration.ofSeconds(30)));
    database = opened;
    KafkaClients clients =
        new KafkaClients(KafkaConnection.plaintext(kafka.bootstrapServers()), "answers-test");
    Pipeline started =
        new Pipeline(
            new WorkerDependencies(
                config,
                opened,
                clients,
                new KafkaClusterCheck(config, opened, clients, Clock.systemUTC()),
                Clock.systemUTC(),
                new SimpleMeterRegistry(),
                new AddressPlaceholders(ConfiguredAddresses.read(config.replies().files())),
                _ -> {},
                LoopStepListener.NONE),
            () -> {});
    pipeline = started;
    started.start();
    await().atMost(LIMIT).until(() -> started.stages() != null);
    publish("card.expiring", NOTICE);
    publish("reply.answered", "{{ text }}");
  }

  private NotifierConfig config(Map<String, Object> routes) {
    Map<String, Object> settings = new HashMap<>(routes);
    settings.put("notifier.kafka.bootstrap-servers", kafka.bootstrapServers());
    settings.put("notifier.postgres.url", TestPostgres.shared().url(PipelineDatabase.create()));
    settings.put("notifier.postgres.username", TestPostgres.USER);
    settings.put("notifier.privacy-key", PRIVACY_KEY);
    settings.put("notifier.replies.addresses[0].file", "shipped:8079");
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    return ConfigLoader.load(environment);
  }

  private void publish(String type, String text) throws Exception {
    String id = type.replace('.', '-');
    TemplateRecord template =
        new TemplateRecord(
            TemplateRecord.VERSION,
            id,
            1,
            Map.of(
                "id",
                id,
                "eventType",
                type,
                "diacritics",
                "strip",
                "maxSegments",
                2,
                "links",
                "refuse",
                "variants",
                List.of(Map.of("locale", "vi", "text", text))));
    PublishedVersionRecord published =
        new PublishedVersionRecord(
            PublishedVersionRecord.VERSION, id, 1, Instant.EPOCH, 1, Map.of());
    EventTypeRecord eventType =
        new EventTypeRecord(
            EventTypeRecord.VERSION,
            type,
            1,
            "title",
            Category.SERVICE,
            Lane.URGENT,
            null,
            null,
            null,
            null,
            id,
            Map.of("type", "object"),
            Map.of());
    kafka.send(
        List.of(
            record(Topics.TEMPLATES, template.key(), RecordJson.write(template)),
            record(Topics.TEMPLATES, published.key(), RecordJson.write(published)),
            record(Topics.EVENT_TYPES, type, RecordJson.write(eventType))));
  }

  private void optOut() throws Exception {
    RecipientKey numbers = new RecipientKey(PRIVACY_KEY.getBytes(StandardCharsets.UTF_8));
    String key = numbers.bitsOf(PHONE).toString().replace("-", "");
    OptOutRecord out = OptOutRecord.of(1, Map.of("*", 7));
    kafka.send(List.of(record(Topics.OPT_OUTS, key, RecordJson.write(out))));
  }

  private List<@Nullable String> skipped() {
    return new JdbcTemplate(Objects.requireNonNull(database).dataSource())
        .queryForList(
            "select event_id || ' ' || reason from notifications where state = 'SKIPPED'",
            String.class);
  }

  private void send(EventRecord... events) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (EventRecord event : events) {
      records.add(record(Topics.events(Lane.URGENT), event.id(), RecordJson.write(event)));
    }
    kafka.send(records);
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
    return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
  }

  private static EventRecord notice(String id) {
    return event(id, "/tst", "card.expiring", Map.of("n", id));
  }

  private static EventRecord answer(String id, @Nullable String route) {
    return event(id, ReplyOrigin.SOURCE, "reply.answered", Map.of("text", "Số này nhận lại tin"))
        .withReply(new ReplyOrigin("8079", route, UUID.randomUUID()));
  }

  private static EventRecord event(
      String id, String source, String type, Map<String, Object> data) {
    Instant now = Instant.now();
    return new EventRecord(
        EventRecord.VERSION,
        "default",
        source,
        id,
        type,
        now,
        null,
        PHONE,
        Map.of("phone", PHONE),
        data,
        Category.SERVICE,
        now.plus(Duration.ofHours(1)),
        now,
        null,
        null,
        null);
  }

  private static List<String> senders(SmscSimulator simulator) {
    return simulator.messages().stream()
        .map(each -> each.message().source())
        .map(source -> source.ton() + " " + source.value())
        .toList();
  }

  private static List<String> texts(SmscSimulator simulator) {
    return simulator.messages().stream().map(AnswersIT::text).toList();
  }

  private static String text(Submission submission) {
    return new String(submission.message().message(), StandardCharsets.US_ASCII);
  }
}
