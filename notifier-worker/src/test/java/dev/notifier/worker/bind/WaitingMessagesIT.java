package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.JournalRecord.Response;
import dev.notifier.contracts.JournalRecord.Unconfirmed;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.smsc.behaviour.Behaviour;
import dev.notifier.smsc.behaviour.Delay;
import dev.notifier.smsc.behaviour.Fault;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.health.WaitingMessages;
import dev.notifier.worker.testing.SubmitFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages that expire while they wait, and responses that come after their deadline. */
class WaitingMessagesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> ONE_SEGMENT = List.of("BHXHVN: 123456");
  private static final List<String> FIVE_SEGMENTS = List.of("mot", "hai", "ba", "bon", "nam");
  private static final TestKafka KAFKA = TestKafka.shared();

  private final SubmitTestBed bed = new SubmitTestBed(KAFKA);

  @AfterEach
  void closeTestBed() {
    bed.close();
  }

  @Test
  void thousandsOfMessagesThatExpireAtOnceAreDroppedOnOneLink() throws Exception {
    Smsc smsc = bed.smsc();
    String route = bed.route("", smsc, Map.of("window", 100));
    bed.start();
    await().atMost(LIMIT).until(() -> bed.phase(route, 0) == Phase.BOUND);
    bed.change(route, 1, 0, true, 0);
    await().atMost(LIMIT).until(() -> bed.phase(route, 0) == Phase.PAUSED);
    Instant expiry = Instant.now().plusSeconds(8);
    bed.send(messages(route, Lane.NORMAL, Category.SERVICE, FIVE_SEGMENTS, 3_000, expiry), 0);
    await().atMost(LIMIT).until(() -> Instant.now().isAfter(expiry));

    bed.change(route, 1, 0, false, 0);
    bed.send(messages(route, Lane.URGENT, Category.OTP, ONE_SEGMENT, 10, null), 0);

    await().atMost(LIMIT).until(() -> bed.responses(route, Outcome.ACCEPTED).size() == 10);
    await().atMost(LIMIT).until(() -> drops(route).stream().distinct().count() == 15_000);
    assertThat(lastError(route)).isNull();
    assertThat(smsc.counts().submitted()).isEqualTo(10);
  }

  @Test
  void aQueuedSegmentThatExpiresWhileTheRouteIsPausedIsNotWritten() throws Exception {
    Smsc smsc = bed.smsc();
    smsc.configure(Behaviour.OBEDIENT.withResponseDelay(new Delay(1_000, 0)));
    String route = bed.route("", smsc, Map.of("window", 50));
    bed.start();
    await().atMost(LIMIT).until(() -> bed.phase(route, 0) == Phase.BOUND);
    Instant expiry = Instant.now().plusSeconds(6);
    bed.send(messages(route, Lane.URGENT, Category.OTP, ONE_SEGMENT, 400, expiry), 0);
    await().atMost(LIMIT).until(() -> smsc.counts().submitted() >= 50);
    bed.change(route, 1, 0, true, 0);
    await().atMost(LIMIT).until(() -> Instant.now().isAfter(expiry));
    long writtenInTime = smsc.counts().submitted();
    assertThat(writtenInTime).isLessThan(400);

    bed.change(route, 1, 0, false, 0);

    await()
        .atMost(LIMIT)
        .until(() ->
            bed.responses(route, Outcome.ACCEPTED).size() + drops(route).stream().distinct().count()
                == 400);
    assertThat(smsc.counts().submitted()).isEqualTo(writtenInTime);
    assertThat(drops(route))
        .allMatch(drop -> drop.reason() == FailureReason.EXPIRED_BEFORE_SUBMISSION);
  }

  @Test
  void aSegmentThatWaitsForAResendIsHeldWhenItExpiresOnABindThatStaysDown() throws Exception {
    Smsc smsc = bed.smsc();
    smsc.configure(Behaviour.OBEDIENT.withFaults(new Fault.Silence(".*")));
    String route = bed.route("", smsc, Map.of("window", 10));
    bed.start();
    await().atMost(LIMIT).until(() -> bed.phase(route, 0) == Phase.BOUND);
    Instant expiry = Instant.now().plusSeconds(5);
    bed.send(messages(route, Lane.URGENT, Category.OTP, ONE_SEGMENT, 3, expiry), 0);
    await().atMost(LIMIT).until(() -> smsc.counts().submitted() == 3);

    smsc.close();

    await().atMost(LIMIT).until(() -> unconfirmed(route).size() == 3);
    assertThat(unconfirmed(route)).noneMatch(Unconfirmed::resent);
  }

  @Test
  void aLateResponseSettlesASegmentThatIsHeld() throws Exception {
    Smsc smsc = bed.smsc();
    smsc.configure(Behaviour.OBEDIENT.withResponseDelay(new Delay(3_000, 0)));
    String route = bed.route("", smsc, Map.of("response-timeout", "1s"));
    bed.send(messages(route, Lane.BULK, Category.GENERAL_INFO, ONE_SEGMENT, 2, null), 0);
    bed.start();

    await().atMost(LIMIT).until(() -> bed.responses(route, Outcome.ACCEPTED).size() == 2);
    assertThat(unconfirmed(route)).hasSize(2).noneMatch(Unconfirmed::resent);
    assertThat(bed.responses(route, Outcome.ACCEPTED))
        .extracting(Response::number)
        .containsExactlyInAnyOrderElementsOf(
            unconfirmed(route).stream().map(Unconfirmed::number).toList());
    assertThat(bed.responses(route, Outcome.ACCEPTED))
        .extracting(Response::messageId)
        .doesNotContainNull();
  }

  @Test
  void bothIdsOfASegmentThatWasResentAreInTheJournal() throws Exception {
    Smsc smsc = bed.smsc();
    smsc.configure(Behaviour.OBEDIENT.withResponseDelay(new Delay(3_000, 0)));
    String route = bed.route("", smsc, Map.of("response-timeout", "2s"));
    bed.send(messages(route, Lane.NORMAL, Category.SERVICE, ONE_SEGMENT, 1, null), 0);
    bed.start();

    await().atMost(LIMIT).until(() -> bed.responses(route, Outcome.ACCEPTED).size() == 2);
    List<Response> responses = bed.responses(route, Outcome.ACCEPTED);
    assertThat(responses).extracting(Response::messageId).doesNotHaveDuplicates();
    assertThat(responses).extracting(Response::resent).containsExactly(false, true);
    assertThat(responses.getFirst().segment()).isEqualTo(responses.getLast().segment());
  }

  @Test
  void aLaneThatWaitsForASlowCarrierIsReportedUntilItMoves() throws Exception {
    Smsc slow = bed.smsc();
    slow.configure(Behaviour.OBEDIENT.withResponseDelay(new Delay(3_000, 0)));
    String behind = bed.route("-slow", slow, Map.of("window", 1, "response-timeout", "30s"));
    Smsc fast = bed.smsc();
    String moving = bed.route("-fast", fast, Map.of("window", 1));
    Instant hourAgo = Instant.now().minus(Duration.ofHours(1));
    for (String route : List.of(behind, moving)) {
      sendStoredAt(messages(route, Lane.BULK, Category.SERVICE, ONE_SEGMENT, 5, null), hourAgo);
    }
    SubmitStage stage = bed.start();

    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(WaitingMessages.warnings(stage.binds(), Instant.now()))
                .singleElement()
                .asString()
                .startsWith(
                    "bind " + behind + "/0, lane bulk: the oldest message has waited for 60")
                .contains("the window of 1 is full"));
    await().atMost(LIMIT).until(() -> fast.counts().accepted() == 5);

    await().atMost(LIMIT).until(() -> slow.counts().accepted() == 5);
    await()
        .atMost(LIMIT)
        .until(() -> WaitingMessages.warnings(stage.binds(), Instant.now()).isEmpty());
  }

  private static void sendStoredAt(List<SubmitRecord> messages, Instant stored) throws Exception {
    KAFKA.send(
        messages.stream()
            .map(each ->
                new ProducerRecord<byte[], byte[]>(
                    Topics.submit(each.route(), each.lane()),
                    0,
                    stored.toEpochMilli(),
                    null,
                    RecordFormats.SUBMIT.encode(each)))
            .toList());
  }

  private @Nullable String lastError(String route) {
    SessionRecord session = bed.session(route, 0);
    return session == null ? "no status" : session.lastError();
  }

  private List<Drop> drops(String route) throws Exception {
    return bed.journal(route).stream().flatMap(each -> each.drops().stream()).toList();
  }

  private List<Unconfirmed> unconfirmed(String route) throws Exception {
    return bed.journal(route).stream().flatMap(each -> each.unconfirmed().stream()).toList();
  }

  private static List<SubmitRecord> messages(
      String route,
      Lane lane,
      Category category,
      List<String> texts,
      int count,
      @Nullable Instant expiresAt) {
    List<Integer> all = IntStream.rangeClosed(1, texts.size()).boxed().toList();
    return IntStream.range(0, count)
        .mapToObj(i ->
            SubmitFixtures.message(
                route, lane, category, "+8491%07d".formatted(i), texts, all, expiresAt))
        .toList();
  }
}
