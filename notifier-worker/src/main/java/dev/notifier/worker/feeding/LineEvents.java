package dev.notifier.worker.feeding;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.EventTypeRecord;
import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.sending.BatchLine;
import dev.notifier.contracts.sending.SendingRules;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.batches.StoredLine;
import dev.notifier.store.feeding.RunningBatch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of lines. An event that is made again has the same identity and the same time,
 * so plan recognises the copy. The rules and the category are those of the pinned version of the
 * event type. Not thread-safe.
 */
final class LineEvents {
  private final PinnedTypes types;
  private final RecipientKey keys;

  LineEvents(PinnedTypes types, RecipientKey keys) {
    this.types = types;
    this.keys = keys;
  }

  /**
   * Makes the record of a line.
   *
   * @param now its time to live counts from here; the batch has started
   * @throws PinnedTypes.UnknownTypeException if the batch cannot be sent
   */
  ProducerRecord<byte[], byte[]> record(RunningBatch batch, StoredLine line, Instant now) {
    EventTypeRecord type = types.of(batch);
    EventRecord event = event(batch, type, line, now);
    return new ProducerRecord<>(
        Topics.events(types.lane(batch)),
        key(event).getBytes(StandardCharsets.US_ASCII),
        RecordJson.write(event));
  }

  private EventRecord event(
      RunningBatch batch, EventTypeRecord type, StoredLine line, Instant now) {
    BatchLine identity = new BatchLine(batch.id(), line.line());
    Duration timeToLive = type.timeToLive();
    return new EventRecord(
            EventRecord.VERSION,
            batch.tenant(),
            identity.source(),
            identity.eventId(),
            batch.type(),
            batch.releasedAt(),
            line.subject(),
            line.phone(),
            recipient(line),
            line.data(),
            type.category(),
            timeToLive == null ? null : now.plus(timeToLive),
            batch.releasedAt(),
            batch.templateVersion(),
            null,
            null)
        .withSending(rules(type, line));
  }

  private static Map<String, Object> recipient(StoredLine line) {
    String phone = line.phone();
    if (phone == null) {
      return line.recipient();
    }
    Map<String, Object> recipient = new HashMap<>(line.recipient());
    recipient.put("phone", phone);
    return recipient;
  }

  private SendingRules rules(EventTypeRecord type, StoredLine line) {
    @Nullable Duration window = line.subject() == null ? null : type.businessKeyWindow();
    return new SendingRules(null, types.quietHours(type), window, type.sharedBusinessKey(), null);
  }

  private String key(EventRecord event) {
    MobileNumber number = MobileNumber.ofE164(event.phone());
    return number == null
        ? keys.ofReference(event.tenant(), String.valueOf(event.personRef()))
        : keys.of(number);
  }
}
