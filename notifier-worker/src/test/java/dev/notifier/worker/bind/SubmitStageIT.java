package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.quarantine.Quarantine;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.Fault;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.smpp.SmppConnector;
import dev.notifier.worker.testing.PipelineTopics;
import dev.notifier.worker.testing.SubmitFixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The submit stage with Kafka and a simulated SMSC. */
class SubmitStageIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int WINDOW = 10;

  private final TestKafka kafka = TestKafka.shared();
  private final String route = "r" + UUID.randomUUID().toString().substring(0, 8);
  private final List<SubmitStage> stages = new ArrayList<>();
  private final Smsc smsc = Smsc.start();

  /** Tests look at all of them again and again while they wait. */
  private final Map<ConsumerRecord<byte[], byte[]>, JournalRecord> decoded =
      new ConcurrentHashMap<>();

  @BeforeEach
  void createTopics() throws Exception {
    PipelineTopics.renew(kafka, Map.of(route, 2));
  }

  @AfterEach
  void stopAll() throws Exception {
    stages.forEach(each -> each.stop(Duration.ofSeconds(20)));
    smsc.close();
  }

  @Test
  void everyMessageIsWrittenOnceAndItsResponseIsInTheJournal() throws Exception {
    send(200, Category.SERVICE, null);
    start(_ -> {});

    await().atMost(LIMIT).until(() -> responses(Outcome.ACCEPTED).size() == 200);
    assertThat(smsc.counts().accepted()).isEqualTo(200);
    assertThat(smsc.counts().repeated()).isZero();
    assertThat(responses(Outcome.ACCEPTED)).extracting(Response::messageId).doesNotContainNull();
    await().atMost(LIMIT).until(() -> smsc.counts().receiptsAcknowledged() == 200);
    assertThat(receipts()).hasSize(200);
    assertThat(kafka.committed(Topics.RECEIPTS)).isEmpty();
  }

  /** An older worker would pass over receipts in a journal. */
  @Test
  void aWorkerThatWritesForOlderOnesPutsReceiptsOnTheirTopic() throws Exception {
    RecordJson.setWrittenVersion(1);
    try {
      send(20, Category.SERVICE, null);
      start(_ -> {});

      await().atMost(LIMIT).until(() -> kafka.committed(Topics.RECEIPTS).size() == 20);
      await().atMost(LIMIT).until(() -> smsc.counts().receiptsAcknowledged() == 20);
      assertThat(receipts()).isEmpty();
    } finally {
      RecordJson.setWrittenVersion(RecordJson.CURRENT_VERSION);
    }
  }

  @Test
  void anOrderlyStopReleasesTheBindSoThatNothingIsUnconfirmed() throws Exception {
    send(100, Category.SERVICE, null);
    start(_ -> {});
    await().atMost(LIMIT).until(() -> smsc.counts().accepted() > 20);
    stages.removeLast().stop(Duration.ofSeconds(20));
    assertThat(journal().getLast().released()).isTrue();

    start(_ -> {});

    await().atMost(LIMIT).until(() -> responses(Outcome.ACCEPTED).size() == 100);
    assertThat(smsc.counts().repeated()).isZero();
    assertThat(unconfirmed()).isEmpty();
  }

  /** The owner dies before the commit, after it, after the write, or after the responses. */
  @ParameterizedTest
  @EnumSource(CrashPoint.At.class)
  void aCrashLosesNothingAndRepeatsAtMostTheUnconfirmedSegments(CrashPoint.At where)
      throws Exception {
    send(60, Category.SERVICE, null);
    AtomicBoolean crashed = new AtomicBoolean();
    start(at -> {
      if (at == where && crashed.compareAndSet(false, true)) {
        throw new Crash();
      }
    });
    await().dontCatchUncaughtExceptions().atMost(LIMIT).untilTrue(crashed);
    stages.removeLast().stop(Duration.ofSeconds(20));

    start(_ -> {});

    await().atMost(LIMIT).until(() -> finished() == 60);
    await().atMost(LIMIT).until(() -> smsc.counts().distinct() == 60);
    assertThat(smsc.counts().repeated()).isLessThanOrEqualTo(2 * WINDOW);
    await()
        .atMost(LIMIT)
        .until(() -> smsc.counts().receiptsAcknowledged() == smsc.counts().accepted());
    assertThat(receipts()).as("what was acknowledged").hasSize((int) smsc.counts().accepted());
    switch (where) {
      case BEFORE_COMMIT -> {
        assertThat(smsc.counts().repeated()).isZero();
        assertThat(unconfirmed()).isEmpty();
      }
      case COMMITTED -> {
        assertThat(smsc.counts().repeated()).isZero();
        assertThat(unconfirmed()).isNotEmpty().allMatch(Unconfirmed::resent);
      }
      case WRITTEN, RESPONDED ->
          assertThat(unconfirmed()).isNotEmpty().allMatch(Unconfirmed::resent);
    }
  }

  @Test
  void anUnconfirmedSegmentOfGeneralInformationIsHeld() throws Exception {
    send(30, Category.GENERAL_INFO, null);
    AtomicBoolean crashed = new AtomicBoolean();
    start(at -> {
      if (at == CrashPoint.At.WRITTEN && crashed.compareAndSet(false, true)) {
        throw new Crash();
      }
    });
    await().dontCatchUncaughtExceptions().atMost(LIMIT).untilTrue(crashed);
    stages.removeLast().stop(Duration.ofSeconds(20));

    start(_ -> {});

    await().atMost(LIMIT).until(() -> finished() == 30);
    assertThat(unconfirmed()).isNotEmpty().noneMatch(Unconfirmed::resent);
    assertThat(smsc.counts().repeated()).isZero();
  }

  @Test
  void aMessageThatExpiresInTheLaneIsDroppedWithAReason() throws Exception {
    send(5, Category.SERVICE, Instant.now().minusSeconds(1));
    start(_ -> {});

    await()
        .atMost(LIMIT)
        .until(() -> journal().stream().mapToInt(each -> each.drops().size()).sum() == 5);
    assertThat(smsc.counts().submitted()).isZero();
  }

  @Test
  void aTemporaryRejectionGoesToARetryTopicAndAPermanentOneIsFinal() throws Exception {
    smsc.configure(
        Behaviour.OBEDIENT.withFaults(
            new Fault.Refuse("84912000000", 0x45, 0), new Fault.Refuse("84912000001", 0x0B, 0)));
    send(3, Category.SERVICE, null);
    start(_ -> {});

    await().atMost(LIMIT).until(() -> finished() == 2);
    assertThat(responses(Outcome.RETRIED)).hasSize(1);
    assertThat(responses(Outcome.REJECTED)).hasSize(1);
    var retries = kafka.committed(Topics.retry(Lane.NORMAL, RetryDelay.S5));
    assertThat(retries).hasSize(1);
    assertThat(RecordFormats.SUBMIT.read(retries.getFirst().value()).attempt()).isEqualTo(2);
    assertThat(journal().stream().flatMap(each -> each.transfers().stream()))
        .singleElement()
        .satisfies(each -> {
          assertThat(each.route()).isEqualTo(route);
          assertThat(each.reason()).isEqualTo(FailureReason.CARRIER_TEMPORARY);
          assertThat(each.retryAtMs()).isEqualTo(each.atMs() + 5_000);
        });
  }

  @Test
  void aNumberThatIsThrottledForEverWaitsOnARetryTopicAndAllOthersAreSubmitted() throws Exception {
    smsc.configure(Behaviour.OBEDIENT.withFaults(new Fault.Refuse("84912000000", 0x58, 0)));
    send(301, Category.SERVICE, null);
    sendUrgent(9_001, 9_002, 9_003);
    start(_ -> {});

    await().atMost(LIMIT).until(() -> responses(Outcome.ACCEPTED).size() == 303);
    assertThat(smsc.counts().accepted()).isEqualTo(303);
    assertThat(smsc.counts().submitted() - smsc.counts().accepted()).isBetween(1L, 6L);
    assertThat(responses(Outcome.RETRIED))
        .extracting(Response::commandStatus)
        .containsExactly(0x58);
    var retries = kafka.committed(Topics.retry(Lane.NORMAL, RetryDelay.S5));
    assertThat(retries)
        .extracting(each -> RecordFormats.SUBMIT.read(each.value()))
        .extracting(each -> each.phone() + " " + each.attempt())
        .containsExactly("+84912000000 2");
  }

  @Test
  void aNumberThatIsNeverAnsweredHoldsAShareOfTheWindowOnly() throws Exception {
    smsc.configure(Behaviour.OBEDIENT.withFaults(new Fault.Silence("84912000000")));
    for (int i = 0; i < 2 * WINDOW; i++) {
      send(1, Category.GENERAL_INFO, null);
    }
    send(201, Category.SERVICE, null);
    sendUrgent(9_001, 9_002, 9_003);
    start(_ -> {});

    await().atMost(LIMIT).until(() -> responses(Outcome.ACCEPTED).size() == 203);
    assertThat(unconfirmed().size()).isLessThan(WINDOW);
    await()
        .atMost(LIMIT)
        .until(() ->
            kafka.committed(Topics.retry(Lane.NORMAL, RetryDelay.S5)).size()
                    + kafka.committed(Topics.retry(Lane.NORMAL, RetryDelay.S30)).size()
                >= 2 * WINDOW - 3);
  }

  @Test
  void aSessionThatDropsIsBoundAgainAndNothingIsLost() throws Exception {
    send(300, Category.SERVICE, null);
    start(_ -> {});
    await().atMost(LIMIT).until(() -> smsc.counts().accepted() > 30);
    smsc.dropSessions();

    await().atMost(LIMIT).until(() -> finished() == 300);
    assertThat(smsc.counts().distinct()).isEqualTo(300);
    assertThat(smsc.counts().repeated()).isLessThanOrEqualTo(2 * WINDOW);
  }

  private static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  private long finished() throws Exception {
    return journal().stream()
        .mapToLong(each ->
            each.responses().stream()
                    .filter(response -> response.outcome() != Outcome.RETRIED)
                    .count()
                + each.unconfirmed().stream().filter(segment -> !segment.resent()).count())
        .sum();
  }

  private List<Response> responses(Outcome outcome) throws Exception {
    return journal().stream()
        .flatMap(each -> each.responses().stream())
        .filter(each -> each.outcome() == outcome)
        .toList();
  }

  /** The texts of the receipts; each has an id of its own. */
  private Set<String> receipts() throws Exception {
    return journal().stream()
        .flatMap(each -> each.receipts().stream())
        .map(each -> new String(each.shortMessage(), StandardCharsets.US_ASCII))
        .collect(Collectors.toSet());
  }

  private List<Unconfirmed> unconfirmed() throws Exception {
    return journal().stream().flatMap(each -> each.unconfirmed().stream()).toList();
  }

  private List<JournalRecord> journal() throws Exception {
    return kafka.committed(Topics.BINDS).stream()
        .map(each -> decoded.computeIfAbsent(each, one -> RecordFormats.JOURNAL.read(one.value())))
        .toList();
  }

  private void start(CrashPoint crashPoint) {
    SubmitStage stage =
        new SubmitStage(
            new BindContext(
                new BindContext.Kafka(
                    new KafkaClients(
                        KafkaConnection.plaintext(kafka.bootstrapServers()), "submit-it"),
                    kafka.admin(),
                    Duration.ofSeconds(6),
                    new Quarantine("test", Clock.systemUTC(), new SimpleMeterRegistry())),
                SmppConnector.overTcp(System::nanoTime),
                new BindContext.Cluster(
                    routes(),
                    () -> List.of(new SlotRegistry.Slot(0, route, 0)),
                    _ -> List.of(),
                    _ -> {},
                    "submit-it"),
                new BindContext.Environment(
                    Clock.systemUTC(),
                    System::nanoTime,
                    RandomGenerator.getDefault(),
                    new SimpleMeterRegistry(),
                    crashPoint)));
    stages.add(stage);
    stage.start();
  }

  private RouteProvider routes() {
    RouteRecord record = new RouteRecord(1, route, 1, routeConfig(), false, 0);
    return _ -> record;
  }

  private RouteConfig routeConfig() {
    return SubmitFixtures.route(
        Map.of(
            "host",
            smsc.host(),
            "port",
            smsc.smppPort(),
            "window",
            WINDOW,
            "response-timeout",
            "5s"));
  }

  private void send(int count, Category category, @Nullable Instant expiresAt) throws Exception {
    kafka.send(
        Stream.iterate(0, i -> i + 1)
            .limit(count)
            .map(i ->
                new ProducerRecord<byte[], byte[]>(
                    Topics.submit(route, Lane.NORMAL),
                    0,
                    null,
                    RecordFormats.SUBMIT.encode(message(i, Lane.NORMAL, category, expiresAt))))
            .toList());
  }

  private void sendUrgent(int... numbers) throws Exception {
    kafka.send(
        Arrays.stream(numbers)
            .mapToObj(i ->
                new ProducerRecord<byte[], byte[]>(
                    Topics.submit(route, Lane.URGENT),
                    0,
                    null,
                    RecordFormats.SUBMIT.encode(message(i, Lane.URGENT, Category.OTP, null))))
            .toList());
  }

  private SubmitRecord message(int i, Lane lane, Category category, @Nullable Instant expiresAt) {
    return new SubmitRecord(
        SubmitRecord.VERSION,
        UUID.randomUUID(),
        route,
        lane,
        category,
        "+8491200%04d".formatted(i),
        new TemplateRef("t", 1, "vi"),
        "GSM7",
        7,
        List.of("BHXHVN: tin so " + i),
        List.of(1),
        1,
        false,
        0,
        expiresAt,
        null);
  }
}
