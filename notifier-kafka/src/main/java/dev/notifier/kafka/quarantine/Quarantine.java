package dev.notifier.kafka.quarantine;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.quarantine.EventIdentity;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineEntry.Part;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the records of the quarantine, counts them, and warns while there are new ones. Each stage
 * writes them itself, together with its offsets. Thread-safe.
 */
public final class Quarantine {
  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
  private static final String RECORDS = "notifier.quarantine.records";

  /** How long the health shows a record. */
  private static final Duration WARNING = Duration.ofHours(1);

  private static final int MAX_REMEMBERED = 1_000;

  private static final int MAX_KEY_BYTES = 1 << 10;
  private static final int MAX_TEXT_LENGTH = 1 << 10;
  private static final int MAX_HEADER_BYTES = 32 << 10;

  /** The rest is for the headers of the record, for the entry, and for what Kafka adds. */
  private static final int MAX_VALUE_BYTES = Topics.QUARANTINE_MAX_BYTES - (128 << 10);

  private final String worker;
  private final InstantSource clock;
  private final MeterRegistry meters;

  /** The latest records of this worker; guarded by itself. */
  private final Deque<Recent> recent = new ArrayDeque<>();

  private record Recent(Instant at, String stage, String topic) {}

  /**
   * @param worker the name of this worker
   */
  public Quarantine(String worker, InstantSource clock, MeterRegistry meters) {
    this.worker = worker;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Makes the record to write. Each part has a limit, so that Kafka never refuses it: a larger part
   * is left out.
   */
  public ProducerRecord<byte[], byte[]> toRecord(QuarantinedRecord quarantined) {
    ConsumerRecord<byte[], byte[]> source = quarantined.source();
    QuarantineEntry entry = entry(quarantined);
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            Topics.QUARANTINE,
            quarantined.position().getBytes(StandardCharsets.UTF_8),
            entry.omitted().contains(Part.VALUE) ? null : source.value());
    if (!entry.omitted().contains(Part.HEADERS)) {
      source.headers().forEach(header -> record.headers().add(header));
    }
    record.headers().remove(QuarantineEntry.HEADER);
    record.headers().add(QuarantineEntry.HEADER, RecordJson.write(entry));
    return record;
  }

  private QuarantineEntry entry(QuarantinedRecord quarantined) {
    ConsumerRecord<byte[], byte[]> source = quarantined.source();
    byte[] value = source.value();
    EventIdentity event = EventIdentity.of(value);
    List<Part> omitted = omitted(source, event);
    return new QuarantineEntry(
        QuarantineEntry.VERSION,
        quarantined.stage(),
        quarantined.reason(),
        shortened(quarantined.detail()),
        source.topic(),
        quarantined.topicId(),
        source.partition(),
        source.offset(),
        source.timestamp(),
        omitted.contains(Part.KEY) ? null : source.key(),
        omitted.contains(Part.EVENT) ? null : event,
        EventIdentity.notificationIdOf(value),
        value == null ? -1 : value.length,
        omitted,
        worker,
        clock.instant());
  }

  private static List<Part> omitted(
      ConsumerRecord<byte[], byte[]> source, @Nullable EventIdentity event) {
    List<Part> omitted = new ArrayList<>();
    if (length(source.key()) > MAX_KEY_BYTES) {
      omitted.add(Part.KEY);
    }
    if (length(source.value()) > MAX_VALUE_BYTES) {
      omitted.add(Part.VALUE);
    }
    if (headerBytes(source) > MAX_HEADER_BYTES) {
      omitted.add(Part.HEADERS);
    }
    if (event != null && longest(event) > MAX_TEXT_LENGTH) {
      omitted.add(Part.EVENT);
    }
    return omitted;
  }

  private static int longest(EventIdentity event) {
    return Stream.of(event.tenant(), event.source(), event.id(), event.type())
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  private static String shortened(String detail) {
    return detail.length() <= MAX_TEXT_LENGTH ? detail : detail.substring(0, MAX_TEXT_LENGTH);
  }

  /** Counts and reports records that Kafka has. */
  public void committed(Collection<QuarantinedRecord> records) {
    if (records.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    for (QuarantinedRecord record : records) {
      String topic = record.source().topic();
      Counter.builder(RECORDS)
          .tag("stage", record.stage())
          .tag("topic", topic)
          .register(meters)
          .increment();
      synchronized (recent) {
        recent.addLast(new Recent(now, record.stage(), topic));
        if (recent.size() > MAX_REMEMBERED) {
          recent.removeFirst();
        }
      }
    }
    QuarantinedRecord first = records.iterator().next();
    LOG.warn(
        "{} records cannot be processed and are in the quarantine; the first: {}, {}, {}",
        records.size(),
        first.position(),
        first.reason(),
        first.detail());
  }

  /** What this worker put into the quarantine in the last hour, with what to do. */
  public List<String> warnings() {
    Instant since = clock.instant().minus(WARNING);
    Map<String, Integer> counts = new TreeMap<>();
    synchronized (recent) {
      while (!recent.isEmpty() && recent.getFirst().at().isBefore(since)) {
        recent.removeFirst();
      }
      recent.forEach(each -> counts.merge(each.stage() + " " + each.topic(), 1, Integer::sum));
    }
    return counts.entrySet().stream()
        .map(each ->
            each.getValue()
                + (each.getValue() == 1 ? " record" : " records")
                + " in the quarantine in the last hour by "
                + each.getKey()
                + "; list them with ./notifier quarantine list")
        .toList();
  }

  private static int headerBytes(ConsumerRecord<?, ?> source) {
    int bytes = 0;
    for (Header header : source.headers()) {
      bytes += header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
    }
    return bytes;
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
