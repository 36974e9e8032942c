package dev.notifier.api.eventsin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.api.intake.IntakeResult.Outcome;
import dev.notifier.api.problem.Violation;
import dev.notifier.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why an event was refused, on {@code notifier.events.refused.<client>}. Never has the number or
 * the data of the event. A copy has the same key.
 *
 * @param v version of this format, 1
 * @param code of the first error; docs/errors.md lists the codes
 * @param detail what is wrong and what to do
 * @param errors all errors that were found, at most 10
 * @param source of the event; missing if it could not be read
 * @param id of the event; missing if it could not be read
 * @param topic of the record
 * @param partition of the record
 * @param offset of the record
 * @param refusedAt when it was refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RefusedEvent(
    int v,
    String code,
    String detail,
    List<Entry> errors,
    @Nullable String source,
    @Nullable String id,
    String topic,
    int partition,
    long offset,
    String refusedAt) {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * An error of the event.
   *
   * @param pointer JSON Pointer (RFC 6901) into the event
   */
  record Entry(String pointer, String code, String detail) {}

  static RefusedEvent of(
      Outcome.Rejected rejected, ConsumerRecord<byte[], byte[]> record, Instant now) {
    Violation first = rejected.violations().getFirst();
    return new RefusedEvent(
        VERSION,
        first.code().id(),
        first.message(),
        rejected.violations().stream()
            .map(each -> new Entry(each.pointer(), each.code().id(), each.detail()))
            .toList(),
        rejected.source(),
        rejected.id(),
        record.topic(),
        record.partition(),
        record.offset(),
        now.toString());
  }

  /** The record on the topic of a client. */
  ProducerRecord<byte[], byte[]> record(String client) {
    byte[] key = (partition + "-" + offset).getBytes(StandardCharsets.US_ASCII);
    return new ProducerRecord<>(Topics.eventsRefused(client), key, JSON.writeValueAsBytes(this));
  }
}
