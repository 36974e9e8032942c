package dev.notifier.kafka.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.EventIdentity;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineEntry.Part;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class QuarantineTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Instant now = Instant.parse("2026-12-01T01:00:00Z");
  private final Quarantine quarantine = new Quarantine("w", () -> now, meters);

  @Test
  void theHealthShowsTheRecordsOfTheLastHour() {
    assertThat(quarantine.warnings()).isEmpty();
    quarantine.committed(List.of(failed("notifier.events.bulk", 1)));
    now = now.plus(Duration.ofMinutes(40));
    quarantine.committed(List.of(failed("notifier.events.bulk", 2)));
    assertThat(quarantine.warnings())
        .singleElement()
        .asString()
        .startsWith("2 records in the quarantine in the last hour by plan notifier.events.bulk;");
    now = now.plus(Duration.ofMinutes(21));
    assertThat(quarantine.warnings()).singleElement().asString().startsWith("1 record in");
    now = now.plus(Duration.ofHours(1));
    assertThat(quarantine.warnings()).isEmpty();
    assertThat(meters.get("notifier.quarantine.records").tag("stage", "plan").counter().count())
        .isEqualTo(2);
  }

  @Test
  void theMemoryForTheHealthIsLimited() {
    quarantine.committed(
        IntStream.range(0, 5_000).mapToObj(i -> failed("notifier.events.bulk", i)).toList());
    assertThat(quarantine.warnings()).singleElement().asString().startsWith("1000 records");
  }

  @Test
  void theEntryHasTheIdentityOfTheEventAndNothingPersonal() {
    byte[] value =
        "{\"tenant\":\"t\",\"source\":\"/s\",\"id\":\"7\",\"phone\":\"+84912345678\",\"v\":1}"
            .getBytes(StandardCharsets.UTF_8);
    ConsumerRecord<byte[], byte[]> source = new ConsumerRecord<>("topic", 2, 9, null, value);
    ProducerRecord<byte[], byte[]> record =
        quarantine.toRecord(QuarantinedRecord.failed("plan", source, "NullPointerException"));
    byte[] header = record.headers().lastHeader(QuarantineEntry.HEADER).value();
    QuarantineEntry entry = RecordJson.read(header, QuarantineEntry.class);
    assertThat(entry.event()).isEqualTo(new EventIdentity("t", "/s", "7", ""));
    assertThat(entry.valueBytes()).isEqualTo(value.length);
    assertThat(new String(header, StandardCharsets.UTF_8)).doesNotContain("84912345678");
    assertThat(record.value()).isSameAs(value);
  }

  @Test
  void theSizeOfTheRecordIsLimitedWhateverIsLarge() {
    byte[] value =
        "{\"tenant\":\"t\",\"source\":\"%s\",\"id\":\"7\",\"pad\":\"%s\"}"
            .formatted("\u1000".repeat(1024), "p".repeat(4_050_000))
            .getBytes(StandardCharsets.UTF_8);
    RecordHeaders headers = new RecordHeaders();
    headers.add("\u1000".repeat(10_000), new byte[2_000]);
    ConsumerRecord<byte[], byte[]> source = record(new byte[1024], value, headers);
    ProducerRecord<byte[], byte[]> full =
        quarantine.toRecord(QuarantinedRecord.failed("plan", source, "x".repeat(1_000_000)));
    assertThat(entry(full).omitted()).isEmpty();
    assertThat(entry(full).event()).isNotNull();
    assertThat(entry(full).recordKey()).hasSize(1024);
    assertThat(entry(full).detail()).hasSize(1024);
    assertThat(size(full)).isLessThan(Topics.QUARANTINE_MAX_BYTES - 1024);

    headers.add("one more", new byte[1_000]);
    byte[] longId =
        "{\"tenant\":\"t\",\"source\":\"s\",\"id\":\"%s\"}"
            .formatted("i".repeat(9_000_000))
            .getBytes(StandardCharsets.UTF_8);
    ProducerRecord<byte[], byte[]> rest =
        quarantine.toRecord(
            QuarantinedRecord.failed("plan", record(new byte[1025], longId, headers), "x"));
    assertThat(entry(rest).omitted())
        .containsExactly(Part.KEY, Part.VALUE, Part.HEADERS, Part.EVENT);
    assertThat(entry(rest).valueBytes()).isEqualTo(longId.length);
    assertThat(size(rest)).isLessThan(2_048);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      byte[] key, byte[] value, RecordHeaders headers) {
    return new ConsumerRecord<>(
        "topic",
        0,
        7,
        0,
        TimestampType.CREATE_TIME,
        key.length,
        value.length,
        key,
        value,
        headers,
        Optional.empty());
  }

  private static QuarantineEntry entry(ProducerRecord<byte[], byte[]> record) {
    return RecordJson.read(
        record.headers().lastHeader(QuarantineEntry.HEADER).value(), QuarantineEntry.class);
  }

  private static long size(ProducerRecord<byte[], byte[]> record) {
    long size = (long) record.key().length + (record.value() == null ? 0 : record.value().length);
    for (Header header : record.headers()) {
      size += header.key().getBytes(StandardCharsets.UTF_8).length + header.value().length;
    }
    return size;
  }

  private static QuarantinedRecord failed(String topic, long offset) {
    return QuarantinedRecord.failed(
        "plan", new ConsumerRecord<>(topic, 0, offset, null, null), "NullPointerException");
  }
}
