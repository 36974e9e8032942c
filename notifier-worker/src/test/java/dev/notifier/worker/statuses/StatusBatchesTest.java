package dev.notifier.worker.statuses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.wire.RecordFormats;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class StatusBatchesTest {
  private final StatusBatches batches = new StatusBatches();

  private static Change change(int number, String eventId) {
    return new Change(
        new UUID(0, number),
        "/tst/son-la",
        eventId,
        "card.expiring",
        NotificationState.SUBMITTED,
        null,
        null,
        false,
        1,
        Instant.ofEpochSecond(number));
  }

  private List<StatusRecord> records() {
    return batches.records().stream()
        .map(record -> RecordFormats.STATUSES.read(record.value()))
        .toList();
  }

  @Test
  void nothingIsNoRecord() {
    assertThat(batches.records()).isEmpty();
  }

  @Test
  void eachTenantHasItsRecordAndItsKey() {
    batches.add("a", change(1, "1"));
    batches.add("b", change(2, "2"));
    batches.add("a", change(3, "3"));
    assertThat(batches.records())
        .extracting(ProducerRecord::key)
        .containsExactly(bytes("a"), bytes("b"));
    assertThat(records())
        .containsExactly(
            new StatusRecord(StatusRecord.VERSION, "a", List.of(change(1, "1"), change(3, "3"))),
            new StatusRecord(StatusRecord.VERSION, "b", List.of(change(2, "2"))));
  }

  @Test
  void manyChangesAreSeveralRecordsInTheirOrder() {
    IntStream.range(0, 1_201).forEach(i -> batches.add("a", change(i, "" + i)));
    assertThat(records()).extracting(each -> each.changes().size()).containsExactly(500, 500, 201);
    assertThat(records().stream().flatMap(each -> each.changes().stream()))
        .extracting(each -> each.notificationId().getLeastSignificantBits())
        .isEqualTo(IntStream.range(0, 1_201).mapToObj(i -> (long) i).toList());
  }

  @Test
  void aRecordIsAtMost256KibWhateverTheNamesAre() {
    String id = "ạ".repeat(2_000);
    IntStream.range(0, 500).forEach(i -> batches.add("a", change(i, id)));
    assertThat(batches.records())
        .hasSizeGreaterThan(5)
        .allMatch(record -> record.value().length <= StatusBatches.MAX_BYTES);
    assertThat(records().stream().mapToInt(each -> each.changes().size()).sum()).isEqualTo(500);
  }

  /** Programs that read the topic are updated before the setting is removed, and not earlier. */
  @Test
  void inVersion1EachChangeIsTheRecordThatItWas() {
    batches.add("a", change(1, "1"));
    batches.add("a", change(2, "2"));
    RecordJson.setWrittenVersion(1);
    try {
      assertThat(batches.records())
          .extracting(ProducerRecord::key)
          .containsExactly(bytes(new UUID(0, 1).toString()), bytes(new UUID(0, 2).toString()));
      assertThat(new String(batches.records().getFirst().value(), StandardCharsets.UTF_8))
          .isEqualTo(
              """
              {"v":1,"id":"00000000-0000-0000-0000-000000000001:SUBMITTED",\
              "notificationId":"00000000-0000-0000-0000-000000000001","tenant":"a",\
              "source":"/tst/son-la","eventId":"1","type":"card.expiring","state":"SUBMITTED",\
              "reason":null,"confidence":null,"possibleDuplicate":false,\
              "at":"1970-01-01T00:00:01Z"}\
              """);
      assertThat(records()).extracting(each -> each.changes().size()).containsExactly(1, 1);
    } finally {
      RecordJson.setWrittenVersion(RecordJson.CURRENT_VERSION);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
