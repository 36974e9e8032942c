package dev.notifier.api.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.SessionRecord.Progress;
import dev.notifier.contracts.Topics;
import dev.notifier.store.Database;
import dev.notifier.store.routes.RouteStore;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What waits is shown, on a real broker and a real store. */
class PipelineIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String LANE = Topics.submit("mobi", Lane.NORMAL);

  private static TestKafka kafka;
  private static RouteTopics topics;
  private static String storeUrl;
  private static Database database;
  private static RunningApi api;

  @BeforeAll
  static void start() throws Exception {
    kafka = TestKafka.fresh();
    topics = new RouteTopics(kafka);
    topics.create();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(LANE, 2, (short) 1))).all().get();
    }
    storeUrl = RunningApi.newStoreUrl();
    database =
        Database.open(
            new Database.Settings(storeUrl, "postgres", "", "test", 2, Duration.ofSeconds(30)));
    byte[] spec = "{\"host\":\"smsc.example\",\"sessions\":2}".getBytes(StandardCharsets.UTF_8);
    RouteConfig route = RecordJson.read(spec, RouteConfig.class).withLimits(2, 10, 50);
    new RouteStore(database.dataSource(), Clock.systemUTC())
        .seed(Map.of("mobi", route, "removed", route));
    // Long before the api looks.
    write(0, Clock.systemUTC().instant().minus(Duration.ofMinutes(20)));
    api =
        RunningApi.start(
            kafka.bootstrapServers(),
            storeUrl,
            "--notifier.routes.mobi.host=smsc.example",
            "--notifier.routes.mobi.port=2775",
            "--notifier.routes.mobi.system-id=notifier",
            "--notifier.routes.mobi.password=secret");
  }

  @AfterAll
  static void stop() {
    api.close();
    database.close();
    kafka.close();
  }

  @Test
  void showsWhatWaitsAndWhichRouteIsDown() throws Exception {
    Instant now = Clock.systemUTC().instant();
    publish(0, Phase.BOUND, new Progress(0, Map.of(Lane.NORMAL, 0L)));
    publish(1, Phase.BOUND, new Progress(0, Map.of(Lane.NORMAL, 0L)));
    await(document -> {
      assertThat(document.at("/routes/0/state").asString()).isEqualTo("all");
      assertThat(document.path("routes").size()).isEqualTo(1);
      assertThat(document.at("/routes/0/waiting").asLong()).isEqualTo(1);
    });
    Instant oldest =
        Instant.parse(lane(api.get("/v1/pipeline").json(), 1).path("oldest").asString());
    assertThat(oldest)
        .isBetween(now.minus(Duration.ofMinutes(16)), now.minus(Duration.ofMinutes(14)));

    assertThat(api.post(RunningApi.STRUCTURED, Sample.card("waits")).status()).isEqualTo(202);
    write(1, now);
    write(1, now);
    publish(0, Phase.BOUND, new Progress(60, Map.of(Lane.NORMAL, 1L)));
    publish(1, Phase.BINDING, new Progress(0, Map.of(Lane.NORMAL, 1L)));

    await(document -> {
      assertThat(document.at("/routes/0/state").asString()).isEqualTo("some");
      assertThat(document.at("/routes/0/waiting").asLong()).isEqualTo(1);
      assertThat(document.at("/routes/0/rate").asDouble()).isPositive();
      assertThat(events(document)).isEqualTo(1);
      assertThat(document.at("/kafkaAvailable").asBoolean()).isTrue();
      assertThat(document.at("/storeAvailable").asBoolean()).isTrue();
    });

    Instant down = Clock.systemUTC().instant().minusSeconds(20).truncatedTo(ChronoUnit.MILLIS);
    publish(0, Phase.BINDING, null, down);
    publish(1, Phase.BINDING, null, down);
    await(document -> {
      assertThat(document.at("/routes/0/state").asString()).isEqualTo("none");
      assertThat(document.at("/routes/0/reason").asString()).isEqualTo("route-down");
      // The position of the former owner still counts.
      assertThat(document.at("/routes/0/waiting").asLong()).isEqualTo(1);
      assertThat(document.at("/summary/code").asString()).isEqualTo("route-down");
      assertThat(document.at("/summary/route").asString()).isEqualTo("mobi");
      assertThat(Instant.parse(document.at("/summary/since").asString())).isEqualTo(down);
    });
  }

  @Test
  void aRouteThatIsNotConfiguredTakesNoMessagesOfOthers() {
    String order =
        "{\"messages\":\"all\",\"until\":\"%s\",\"reason\":\"slow\"}"
            .formatted(Clock.systemUTC().instant().plusSeconds(600));
    OperatorClient operator = new OperatorClient(api, RunningApi.KEY);

    RunningApi.Reply refused = operator.put("/v1/routes/removed/takeover", order);

    assertThat(refused.status() + " " + refused.code()).isEqualTo("409 route-not-configured");
    assertThat(refused.json().path("detail").asString()).endsWith("Configured are: mobi.");
    assertThat(operator.get("/v1/routes/removed").json().path("configured").asBoolean()).isFalse();
    assertThat(operator.put("/v1/routes/other/takeover", order).code())
        .isEqualTo("route-not-found");
    JsonNode taken = operator.put("/v1/routes/mobi/takeover", order).json();
    assertThat(taken.path("configured").asBoolean()).isTrue();
    assertThat(taken.path("takeover").isNull()).isFalse();
    assertThat(operator.delete("/v1/routes/mobi/takeover", "").status()).isEqualTo(200);
  }

  private static long events(JsonNode document) {
    return document
        .path("lanes")
        .valueStream()
        .mapToLong(lane -> lane.path("events").asLong())
        .sum();
  }

  private static JsonNode lane(JsonNode document, int index) {
    return document.path("lanes").get(index);
  }

  private static void await(Consumer<JsonNode> expected) {
    Awaitility.await()
        .atMost(LIMIT)
        .untilAsserted(() -> expected.accept(api.get("/v1/pipeline").json()));
  }

  private static void publish(int session, Phase phase, Progress progress) {
    publish(session, phase, progress, Clock.systemUTC().instant());
  }

  private static void publish(
      int session, Phase phase, @Nullable Progress progress, Instant since) {
    topics.publish(
        new SessionRecord(
            SessionRecord.VERSION,
            "mobi",
            session,
            "worker-1",
            phase,
            25,
            25,
            10,
            0,
            null,
            Clock.systemUTC().instant(),
            since,
            null,
            progress));
  }

  private static void write(int partition, Instant at) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(LANE, partition, at.toEpochMilli(), null, new byte[] {1}))
          .get();
    }
  }
}
