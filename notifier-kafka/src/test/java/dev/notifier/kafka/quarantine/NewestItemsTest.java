package dev.notifier.kafka.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.QuarantineMark;
import dev.notifier.contracts.quarantine.QuarantineMark.Action;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class NewestItemsTest {
  private static final Instant START = Instant.parse("2026-12-01T01:00:00Z");
  private static final Selection ALL = new Selection(Set.of(), null, null, null, null);

  private Instant now = START;
  private final Quarantine quarantine = new Quarantine("w", () -> now, new SimpleMeterRegistry());

  /** The partitions of the quarantine are not read in the order of time. */
  @Test
  void ofTooManyTheOldestAreLeftOutWhateverTheOrder() {
    NewestItems items = new NewestItems(ALL, true);
    for (int i = 0; i < NewestItems.MAX_ITEMS + 500; i++) {
      now = START.minusSeconds(i);
      items.add(entry(i));
    }
    List<QuarantineItem> newest = items.list(NewestItems.MAX_ITEMS);
    assertThat(newest).hasSize(NewestItems.MAX_ITEMS);
    assertThat(newest.getFirst().entry().offset()).isZero();
    assertThat(newest.getLast().entry().offset()).isEqualTo(NewestItems.MAX_ITEMS - 1);
    assertThat(items.list(1)).containsExactly(newest.getFirst());
  }

  @Test
  void handledRecordsTakeNoPlaceOfOpenOnes() {
    NewestItems items = new NewestItems(ALL, false);
    items.add(entry(0));
    for (int i = 1; i < NewestItems.MAX_ITEMS + 10; i++) {
      now = START.plusSeconds(i);
      items.add(entry(i));
      items.add(mark(i));
      items.add(entry(i)); // Its stage writes it again after a restart.
    }
    assertThat(items.list(10)).extracting(item -> item.entry().offset()).containsExactly(0L);
  }

  private ConsumerRecord<byte[], byte[]> entry(long offset) {
    var record =
        quarantine.toRecord(
            QuarantinedRecord.failed(
                "plan", new ConsumerRecord<>("topic", 0, offset, null, null), "x"));
    return consumed(record.key(), record.headers());
  }

  private ConsumerRecord<byte[], byte[]> mark(long offset) {
    Headers headers = new RecordHeaders();
    headers.add(
        QuarantineMark.HEADER, RecordJson.write(new QuarantineMark(1, Action.REPLAYED, "an", now)));
    return consumed(("topic/0/" + offset).getBytes(StandardCharsets.UTF_8), headers);
  }

  private static ConsumerRecord<byte[], byte[]> consumed(byte[] key, Headers headers) {
    return new ConsumerRecord<>(
        Topics.QUARANTINE,
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        key.length,
        -1,
        key,
        null,
        headers,
        Optional.empty());
  }
}
