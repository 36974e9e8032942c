package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.FailureReason;
import dev.notifier.contracts.JournalRecord.Drop;
import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.optouts.OptOutRecord;
import dev.notifier.contracts.wire.RecordFormats;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.kafka.table.VersionedRecordPublisher;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.testing.TestKafka;
import dev.notifier.worker.cancellation.CancellationRules;
import dev.notifier.worker.optouts.OptOutTopic;
import dev.notifier.worker.send.PreSubmitCheck;
import dev.notifier.worker.testing.SubmitFixtures;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recipients opt out while messages to them wait on a bind: the topic reaches submit. */
class OptedOutOnBindIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final RecipientKey NUMBERS =
      new RecipientKey("the privacy key of the tests".getBytes(StandardCharsets.US_ASCII));

  private final TestKafka kafka = TestKafka.shared();
  private final KafkaClients clients =
      new KafkaClients(new KafkaConnection(kafka.bootstrapServers(), Map::of), "opt-outs");
  private final VersionedRecordPublisher publisher =
      new VersionedRecordPublisher(clients, Topics.OPT_OUTS, System::nanoTime);
  private final OptOutTopic topic = new OptOutTopic(clients, NUMBERS, System::nanoTime);
  private final SubmitTestBed bed = new SubmitTestBed(kafka);
  private final PreSubmitCheck check =
      new PreSubmitCheck(Clock.systemUTC(), () -> CancellationRules.NONE, () -> false, topic);

  @BeforeEach
  void createTopic() throws Exception {
    kafka.createTopic(
        Topics.OPT_OUTS, Topics.OPT_OUT_PARTITIONS, Map.of("cleanup.policy", "compact"));
  }

  @AfterEach
  void close() throws Exception {
    bed.close();
    topic.close();
    publisher.close();
  }

  @Test
  void nothingIsWrittenToThemAfterwards() throws Exception {
    topic.start();
    assertThat(topic.awaitComplete(LIMIT)).isTrue();
    Smsc smsc = bed.smsc();
    String route = bed.route("", smsc, Map.of("rate", 100));
    bed.send(messages(route, Category.GENERAL_INFO, 600), 0);
    bed.start(check);
    await().atMost(LIMIT).until(() -> smsc.counts().accepted() > 20);

    optOut(IntStream.range(0, 600).filter(i -> i % 2 == 0).toArray());

    await()
        .atMost(LIMIT)
        .until(() -> drops(route).size() + bed.responses(route, Outcome.ACCEPTED).size() == 600);
    List<UUID> dropped =
        drops(route).stream().map(each -> each.segment().notificationId()).toList();
    // Less than five seconds of the rate were written before.
    assertThat(dropped).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    assertThat(drops(route)).allMatch(each -> each.reason() == FailureReason.OPTED_OUT);
    assertThat(smsc.counts().distinct()).isEqualTo(600 - dropped.size());
    assertThat(smsc.counts().accepted()).isGreaterThanOrEqualTo(300);
  }

  /** One-time codes are sent before the table is read; the others when it was. */
  @Test
  void whatIsNotUrgentWaitsUntilTheTopicWasRead() throws Exception {
    optOut(1);
    Smsc smsc = bed.smsc();
    String route = bed.route("", smsc, Map.of());
    bed.send(messages(route, Category.OTP, 1), 0);
    bed.send(messages(route, Category.SERVICE, 3), 0);
    bed.start(check);
    await().atMost(LIMIT).until(() -> bed.responses(route, Outcome.ACCEPTED).size() == 1);
    await().atMost(LIMIT).until(() -> waiting(route) == 3);
    assertThat(smsc.counts().submitted()).isEqualTo(1);
  }

  /** On the retry topic that the mover reads. */
  private long waiting(String route) {
    return kafka.committed(Topics.retry(Lane.NORMAL, RetryDelay.S30)).stream()
        .filter(each -> RecordFormats.SUBMIT.read(each.value()).route().equals(route))
        .count();
  }

  private void optOut(int... numbers) {
    Map<String, byte[]> page = new LinkedHashMap<>();
    for (int number : numbers) {
      page.put(
          NUMBERS.bitsOf(phone(number)).toString().replace("-", ""),
          RecordJson.write(OptOutRecord.of(1, Map.of("son-la", 3))));
    }
    publisher.publishAndWait(page);
  }

  private List<Drop> drops(String route) throws Exception {
    return bed.journal(route).stream().flatMap(each -> each.drops().stream()).toList();
  }

  private static List<SubmitRecord> messages(String route, Category category, int number) {
    return IntStream.range(0, number)
        .mapToObj(i ->
            SubmitFixtures.ofGroup(
                "g", route, Lane.NORMAL, category, phone(i), List.of("text " + i)))
        .toList();
  }

  private static String phone(int number) {
    return "+8491%07d".formatted(number);
  }
}
