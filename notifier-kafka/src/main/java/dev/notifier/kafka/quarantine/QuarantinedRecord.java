package dev.notifier.kafka.quarantine;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineEntry.Reason;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that a stage cannot process, and why.
 *
 * @param stage such as {@code plan}
 * @param detail what is wrong, without personal data
 * @param topicId Kafka's id of the topic; null if unknown
 */
public record QuarantinedRecord(
    String stage,
    ConsumerRecord<byte[], byte[]> source,
    Reason reason,
    String detail,
    @Nullable UUID topicId) {
  /** A record whose value is not a record of its topic. */
  public static QuarantinedRecord unreadable(
      String stage, ConsumerRecord<byte[], byte[]> source, Decoded.Unreadable<?> why) {
    return new QuarantinedRecord(stage, source, Reason.of(why.problem()), why.detail(), null);
  }

  /** A record with which a stage fails. */
  public static QuarantinedRecord failed(
      String stage, ConsumerRecord<byte[], byte[]> source, String failure) {
    return new QuarantinedRecord(stage, source, Reason.FAILED, failure, null);
  }

  /** Returns a copy with Kafka's id of the topic. */
  public QuarantinedRecord withTopicId(@Nullable UUID id) {
    return new QuarantinedRecord(stage, source, reason, detail, id);
  }

  /** Where the record is, such as {@code notifier.events.urgent/0/17}. */
  public String position() {
    return QuarantineEntry.position(source.topic(), source.partition(), source.offset());
  }

  /** Contains no personal data. */
  @Override
  public String toString() {
    return "QuarantinedRecord[" + position() + ", " + stage + ", " + reason + ", " + detail + "]";
  }
}
