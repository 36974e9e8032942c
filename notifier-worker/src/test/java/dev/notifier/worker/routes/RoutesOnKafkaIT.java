package dev.notifier.worker.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.table.CompactedTopicReader.NotReadException;
import dev.notifier.testing.InterruptibleProxy;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.testing.PipelineTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What workers know together, on a real broker. Each test has routes of its own. */
class RoutesOnKafkaIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Instant NOW = Instant.parse("2026-12-01T01:00:00Z");

  private static TestKafka kafka;

  @BeforeAll
  static void start() {
    kafka = TestKafka.fresh();
    PipelineTopics.create(kafka, Map.of());
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void whatIsPublishedIsKnownOnceTheEndIsRead() throws Exception {
    publish(route("known", 1, 10), route("known", 2, 20));
    try (RouteTable watch = watch()) {
      watch.readToEnd(LIMIT);

      assertThat(rate(watch, "known")).contains(20);
      assertThat(watch.current("never")).isNull();
      assertThat(watch.sinceEnd()).isNotNull();

      publish(route("known", 3, 30));
      watch.readToEnd(LIMIT);
      assertThat(rate(watch, "known")).contains(30);
    }
  }

  @Test
  void anOlderVersionNeverReplacesANewerOne() throws Exception {
    publish(route("older", 5, 50), route("older", 4, 40));
    try (RouteTable watch = watch()) {
      watch.readToEnd(LIMIT);

      assertThat(rate(watch, "older")).contains(50);
    }
  }

  @Test
  void whatPostgresSaysAtTheStartStandsAgainstAnOlderPublication() throws Exception {
    publish(route("seeded", 2, 20));
    try (RouteTable watch = watch()) {
      watch.learn(route("seeded", 3, 30));
      watch.readToEnd(LIMIT);

      assertThat(rate(watch, "seeded")).contains(30);
      assertThat(watch.lacks(route("seeded", 3, 30))).isTrue();
    }
  }

  @Test
  void anUnreadableRecordHidesNothing() throws Exception {
    send(Topics.ROUTES, "broken", "no JSON".getBytes(StandardCharsets.UTF_8));
    publish(route("behind", 1, 10));
    try (RouteTable watch = watch()) {
      watch.readToEnd(LIMIT);

      assertThat(rate(watch, "behind")).contains(10);
    }
  }

  @Test
  void withoutKafkaTheWaitingEndsWithWordsAndGoesOnWhenItComes() throws Exception {
    publish(route("away", 1, 10));
    try (InterruptibleProxy plug = kafka.plug();
        RouteTable watch = new RouteTable(clients("127.0.0.1:" + plug.port()), System::nanoTime)) {
      plug.pull();
      watch.start();
      assertThatThrownBy(() -> watch.readToEnd(Duration.ofMillis(200)))
          .isInstanceOf(NotReadException.class)
          .hasMessageContaining(Topics.ROUTES)
          .hasMessageContaining("check that Kafka is up");
      assertThat(watch.sinceEnd()).isNull();

      plug.putIn();

      watch.readToEnd(LIMIT);
      assertThat(rate(watch, "away")).contains(10);
    }
  }

  /** The broker tells clients its own address, so only its end takes it from them. */
  @Test
  void whatWasKnownStaysWhenKafkaGoesAway() throws Exception {
    TestKafka mortal = TestKafka.fresh();
    PipelineTopics.create(mortal, Map.of());
    mortal.send(List.of(record(Topics.ROUTES, "kept", RecordJson.write(route("kept", 1, 10)))));
    try (RouteTable watch = new RouteTable(clients(mortal.bootstrapServers()), System::nanoTime)) {
      watch.start();
      watch.readToEnd(LIMIT);

      mortal.close();

      Awaitility.await().atMost(LIMIT).until(() -> watch.trouble() != null);
      assertThat(rate(watch, "kept")).contains(10);
    }
  }

  @Test
  void sessionsSayHowTheyAreAndLiveForAWhile() throws Exception {
    try (SessionTable board = new SessionTable(clients(), System::nanoTime);
        SessionPublisher publisher = new SessionPublisher(clients())) {
      board.start();
      publisher.start();
      publisher.publish(session("s", 1, Phase.BOUND, NOW));
      publisher.publish(session("s", 0, Phase.BINDING, NOW));
      publisher.publish(session("s", 0, Phase.BOUND, NOW.plusSeconds(1)));
      publisher.publish(session("s", 2, Phase.PAUSED, NOW));
      publisher.publish(session("other", 3, Phase.BOUND, NOW));

      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() -> assertThat(board.living("s", NOW)).containsExactly(0, 1));
      board.readToEnd(LIMIT);
      assertThat(board.living("s", NOW.plusSeconds(SessionRecord.STALE_SECONDS)))
          .containsExactly(0);
      assertThat(board.all())
          .extracting(SessionRecord::key)
          .containsExactly("other/3", "s/0", "s/1", "s/2");
    }
  }

  @Test
  void aPublisherDoesNotBlockWithoutKafkaAndSendsTheLatestWhenItComes() throws Exception {
    try (InterruptibleProxy plug = kafka.plug();
        SessionTable board = new SessionTable(clients(), System::nanoTime)) {
      plug.pull();
      board.start();
      SessionPublisher publisher = new SessionPublisher(clients("127.0.0.1:" + plug.port()));
      publisher.start();
      for (int i = 0; i < 1_000; i++) {
        publisher.publish(session("queued", 0, Phase.BOUND, NOW.plusSeconds(i)));
      }
      plug.putIn();

      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(board.living("queued", NOW.plusSeconds(999))).containsExactly(0));
      publisher.close();
    }
  }

  @Test
  void aLostPublicationIsMadeUpFor() throws Exception {
    publish(route("lost", 1, 10), route("same", 1, 10), route("back", 2, 20), route("back", 1, 10));
    int before = kafka.committed(Topics.ROUTES).size();
    AtomicReference<List<RouteRecord>> stored =
        new AtomicReference<>(
            List.of(route("lost", 2, 20), route("same", 1, 10), route("back", 2, 20)));
    try (RouteTable watch = watch();
        RouteTopicReconciler sweeper = new RouteTopicReconciler(stored::get, watch, clients())) {
      watch.readToEnd(LIMIT);
      sweeper.start();

      Awaitility.await()
          .atMost(LIMIT)
          .untilAsserted(() -> {
            assertThat(rate(watch, "lost")).contains(20);
            assertThat(watch.lacks(route("back", 2, 20))).isFalse();
          });
      assertThat(kafka.committed(Topics.ROUTES)).hasSize(before + 2);
    }
  }

  private static Optional<Integer> rate(RouteTable watch, String name) {
    @Nullable RouteRecord route = watch.current(name);
    return Optional.ofNullable(route).map(found -> found.spec().rate());
  }

  private static RouteTable watch() {
    RouteTable watch = new RouteTable(clients(), System::nanoTime);
    watch.start();
    return watch;
  }

  private static KafkaClients clients() {
    return clients(kafka.bootstrapServers());
  }

  private static KafkaClients clients(String servers) {
    return new KafkaClients(servers, "test");
  }

  private static void publish(RouteRecord... routes) throws Exception {
    kafka.send(
        Stream.of(routes)
            .map(each -> record(Topics.ROUTES, each.name(), RecordJson.write(each)))
            .toList());
  }

  private static void send(String topic, String key, byte[] value) throws Exception {
    kafka.send(List.of(record(topic, key, value)));
  }

  private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
    return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
  }

  private static SessionRecord session(String route, int session, Phase phase, Instant at) {
    return new SessionRecord(
        SessionRecord.VERSION, route, session, "worker-1", phase, 10, 50, 100, 3, null, at);
  }

  private static RouteRecord route(String name, int version, int rate) {
    byte[] spec = "{\"host\":\"127.0.0.1\",\"sessions\":1}".getBytes(StandardCharsets.UTF_8);
    RouteConfig limits = RecordJson.read(spec, RouteConfig.class).withLimits(1, 10, rate);
    return new RouteRecord(RouteRecord.VERSION, name, version, limits, false, 0);
  }
}
