package dev.notifier.worker.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.notifier.contracts.JournalRecord.Outcome;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.testing.TestKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records of the lanes and of the journal that a bind cannot read. */
class UnreadableRecordsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] MALFORMED = {1, 2};
  private static final byte[] INCOMPLETE = "{\"v\":1}".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NEWER = "{\"v\":3}".getBytes(StandardCharsets.UTF_8);
  private static final TestKafka KAFKA = TestKafka.shared();

  private final SubmitTestBed bed = new SubmitTestBed(KAFKA);
  private final Smsc smsc = bed.smsc();
  private final String route = bed.route("", smsc, Map.of());
  private final String normal = Topics.submit(route, Lane.NORMAL);
  private final String urgent = Topics.submit(route, Lane.URGENT);

  @AfterEach
  void closeTestBed() {
    bed.close();
  }

  /** On each lane, at its head, between messages and at its end. */
  @Test
  void unreadableRecordsOfALaneGoToTheQuarantineAndTheOthersAreSent() throws Exception {
    bed.send(route, Lane.NORMAL, null);
    bed.send(route, 0, Lane.NORMAL, 20);
    bed.send(route, Lane.NORMAL, INCOMPLETE);
    bed.send(route, 0, Lane.NORMAL, 20);
    bed.send(route, Lane.NORMAL, MALFORMED);
    bed.send(route, Lane.URGENT, MALFORMED);
    bed.start();

    await().atMost(LIMIT).until(() -> bed.responses(route, Outcome.ACCEPTED).size() == 40);
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(quarantined(normal, urgent))
                .containsExactlyInAnyOrder(
                    normal + "/0/0 NO_VALUE",
                    normal + "/0/21 INCOMPLETE",
                    normal + "/0/42 MALFORMED",
                    urgent + "/0/0 MALFORMED"));
    assertThat(bed.journal(route).getLast().lanes()).containsEntry(Lane.NORMAL, 43L);
    assertThat(bed.journal(route).getLast().lanes()).containsEntry(Lane.URGENT, 1L);
  }

  /** More than a lane holds in memory, and many times what one commit takes. */
  @Test
  void thousandsOfUnreadableRecordsOfALaneDoNotStopIt() throws Exception {
    bed.send(route, 0, Lane.NORMAL, 1);
    KAFKA.send(Collections.nCopies(5_000, new ProducerRecord<>(normal, 0, null, INCOMPLETE)));
    bed.send(route, 0, Lane.NORMAL, 1);
    bed.send(route, 0, Lane.URGENT, 1);
    bed.start();

    await().atMost(LIMIT).until(() -> smsc.counts().accepted() == 3);
    await().atMost(LIMIT).until(() -> quarantined(normal).size() == 5_000);
    assertThat(quarantined(normal)).doesNotHaveDuplicates();
  }

  @Test
  void unreadableRecordsOfTheJournalDoNotStopTheRecovery() throws Exception {
    TopicPartition journal = bed.journalOf(route);
    KAFKA.send(
        List.of(
            new ProducerRecord<>(journal.topic(), journal.partition(), null, null),
            new ProducerRecord<>(journal.topic(), journal.partition(), null, MALFORMED)));
    bed.send(route, 0, Lane.NORMAL, 5);
    bed.start();

    await().atMost(LIMIT).until(() -> smsc.counts().accepted() == 5);
    String position = journal.topic() + "/" + journal.partition();
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(quarantined(position))
                .containsExactlyInAnyOrder(position + "/0 NO_VALUE", position + "/1 MALFORMED"));
  }

  @Test
  void aMessageOfANewerReleaseStopsItsLaneOnly() throws Exception {
    bed.send(route, 0, Lane.NORMAL, 3);
    bed.send(route, Lane.NORMAL, NEWER);
    bed.send(route, 0, Lane.NORMAL, 3);
    bed.send(route, 0, Lane.URGENT, 1);
    SubmitStage stage = bed.start();

    await().atMost(LIMIT).until(() -> smsc.counts().accepted() == 4);
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(stage.problems())
                .singleElement()
                .asString()
                .contains(normal + "-0 stops at offset 3", "version 3"));
    assertThat(bed.journal(route).getLast().lanes()).containsEntry(Lane.NORMAL, 3L);
    assertThat(quarantined(normal, urgent)).isEmpty();
  }

  /** The positions and reasons of these topics or partitions. */
  private static List<String> quarantined(String... sources) {
    return KAFKA.committed(Topics.QUARANTINE).stream()
        .map(record ->
            RecordJson.read(
                record.headers().lastHeader(QuarantineEntry.HEADER).value(), QuarantineEntry.class))
        .map(entry -> entry.position() + " " + entry.reason())
        .filter(each -> List.of(sources).stream().anyMatch(source -> each.startsWith(source + "/")))
        .toList();
  }
}
