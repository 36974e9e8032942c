package dev.notifier.worker.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.Category;
import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.TemplateRef;
import dev.notifier.contracts.Topics;
import dev.notifier.kafka.batch.BatchResult;
import dev.notifier.kafka.batch.BatchResult.Hold;
import dev.notifier.kafka.batch.PolledBatch;
import dev.notifier.worker.routes.SessionRoundRobin;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RetryMoveHandlerTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final byte[] KEY = {9};

  private Instant now = NOW;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RetryMoveHandler handler =
      new RetryMoveHandler(
          new SessionRoundRobin(route -> 2),
          topic -> topic.startsWith("notifier.submit.viettel."),
          () -> now,
          meters);
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled =
      new LinkedHashMap<>();

  @Test
  void movesDueRecordsUnchangedAndHoldsTheRestOfThePartition() {
    TopicPartition partition = new TopicPartition(Topics.retry(Lane.NORMAL, RetryDelay.S5), 1);
    byte[] value = submission("viettel");
    polled.put(
        partition,
        List.of(
            record(partition, 10, NOW.minusSeconds(6), value),
            record(partition, 11, NOW.minusSeconds(5), value),
            record(partition, 12, NOW.minusMillis(4_999), value),
            record(partition, 13, NOW, value)));
    BatchResult result = handle();
    assertThat(result.records())
        .containsExactly(
            new ProducerRecord<>(Topics.submit("viettel", Lane.NORMAL), 0, KEY, value),
            new ProducerRecord<>(Topics.submit("viettel", Lane.NORMAL), 1, KEY, value));
    assertThat(result.holds()).isEqualTo(Map.of(partition, new Hold(12, NOW.plusMillis(1))));
    result.afterCommit().run();
    assertThat(meters.get("notifier.retry.moved").tag("lane", "normal").counter().count())
        .isEqualTo(2);
  }

  @Test
  void movesUrgentRecordsFirst() {
    for (Lane lane : List.of(Lane.BULK, Lane.NORMAL, Lane.URGENT)) {
      TopicPartition partition = new TopicPartition(Topics.retry(lane, RetryDelay.S30), 0);
      Instant at = NOW.minusSeconds(31);
      polled.put(partition, List.of(record(partition, 0, at, submission("viettel"))));
    }
    assertThat(handle().records().stream().map(ProducerRecord::topic))
        .containsExactly(
            Topics.submit("viettel", Lane.URGENT),
            Topics.submit("viettel", Lane.NORMAL),
            Topics.submit("viettel", Lane.BULK));
  }

  @Test
  void recordsThatAreNotMessagesGoToTheQuarantine() {
    TopicPartition partition = new TopicPartition(Topics.retry(Lane.BULK, RetryDelay.H2), 0);
    Instant longAgo = NOW.minusSeconds(10_000);
    polled.put(
        partition,
        List.of(
            record(partition, 0, longAgo, "{}".getBytes(StandardCharsets.UTF_8)),
            record(partition, 1, longAgo, new byte[0]),
            new ConsumerRecord<>(partition.topic(), 0, 2, null, null),
            record(partition, 3, longAgo, submission("nowhere")),
            record(partition, 4, longAgo, submission("viettel"))));
    BatchResult result = handle();
    assertThat(result.records()).hasSize(1);
    assertThat(result.holds()).isEmpty();
    assertThat(result.quarantined())
        .extracting(each -> each.position() + " " + each.reason() + ", " + each.detail())
        .containsExactly(
            "notifier.retry.bulk.2h/0/0 INCOMPLETE, field v",
            "notifier.retry.bulk.2h/0/1 MALFORMED, the value does not begin with a version",
            "notifier.retry.bulk.2h/0/2 NO_VALUE, the record has no value",
            "notifier.retry.bulk.2h/0/3 WRONG_VALUE, field route");
  }

  @Test
  void aRecordOfANewerReleaseStopsItsPartitionOnly() {
    TopicPartition stopped = new TopicPartition(Topics.retry(Lane.BULK, RetryDelay.H2), 0);
    TopicPartition other = new TopicPartition(Topics.retry(Lane.BULK, RetryDelay.H2), 1);
    Instant longAgo = NOW.minusSeconds(10_000);
    byte[] newer = "{\"v\":3}".getBytes(StandardCharsets.UTF_8);
    polled.put(
        stopped,
        List.of(
            record(stopped, 0, longAgo, submission("viettel")),
            record(stopped, 1, longAgo, newer),
            record(stopped, 2, longAgo, submission("viettel"))));
    polled.put(other, List.of(record(other, 0, longAgo, submission("viettel"))));
    BatchResult result = handle();
    assertThat(result.records()).hasSize(2);
    assertThat(result.quarantined()).isEmpty();
    assertThat(result.holds().keySet()).containsExactly(stopped);
    Hold hold = Objects.requireNonNull(result.holds().get(stopped));
    assertThat(hold.offset()).isEqualTo(1);
    assertThat(hold.problem())
        .contains("notifier.retry.bulk.2h-0 stops at offset 1", "version 3", "up to 2");
  }

  @Test
  void recordsStampedByABrokerThatIsAheadWaitNoLongerThanTheDelay() {
    TopicPartition partition = new TopicPartition(Topics.retry(Lane.NORMAL, RetryDelay.S30), 0);
    Instant ahead = NOW.plusSeconds(3_600);
    byte[] value = submission("viettel");
    polled.put(
        partition,
        List.of(
            record(partition, 3, ahead, value),
            record(partition, 4, ahead.plusSeconds(1), value),
            record(partition, 5, NOW.minusSeconds(1), value)));
    assertThat(handle().holds()).isEqualTo(Map.of(partition, new Hold(3, NOW.plusSeconds(30))));

    now = NOW.plusSeconds(20);
    polled.put(
        partition,
        List.of(
            record(partition, 3, ahead, value),
            record(partition, 4, ahead.plusSeconds(1), value),
            record(partition, 5, NOW.minusSeconds(1), value),
            record(partition, 6, ahead.plusSeconds(20), value)));
    assertThat(handle().records()).isEmpty();

    now = NOW.plusSeconds(30);
    BatchResult result = handle();

    assertThat(result.records()).hasSize(3);
    assertThat(result.holds()).isEqualTo(Map.of(partition, new Hold(6, NOW.plusSeconds(50))));
  }

  private BatchResult handle() {
    return handler.handle(
        new PolledBatch(new ConsumerRecords<>(polled, Map.of()), Map.of(), Map.of()));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, Instant at, byte[] value) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        offset,
        at.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        KEY.length,
        value.length,
        KEY,
        value,
        new RecordHeaders(),
        Optional.empty());
  }

  static byte[] submission(String route) {
    return RecordJson.write(
        new SubmitRecord(
            SubmitRecord.VERSION,
            new UUID(1, 2),
            route,
            Lane.NORMAL,
            Category.SERVICE,
            "+84861234567",
            new TemplateRef("test", 1, "vi"),
            "GSM7",
            7,
            List.of("text"),
            List.of(1),
            2,
            false,
            0,
            null,
            null));
  }
}
