package dev.notifier.contracts.quarantine;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.RecordCheck;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.VersionedRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Describes a record on {@link Topics#QUARANTINE}, in its header {@value #HEADER}. The value of the
 * record is the value of the record that could not be processed, unchanged, so that it fits however
 * large it is. Contains neither number nor text.
 *
 * @param v version of this format, {@value #VERSION}
 * @param stage the stage that could not process the record, such as {@code plan}
 * @param detail what is wrong, such as the name of a field or the class of an exception
 * @param topicId Kafka's id of the topic; null if unknown
 * @param timestamp of the record, in milliseconds since the epoch
 * @param recordKey the key of the record (Base64 in JSON); null if it has none or was omitted
 * @param event the event that the record is about; null if that cannot be read or was omitted
 * @param notificationId the notification that the record is about; null if that cannot be read
 * @param valueBytes the size of the value; -1 if the record has none
 * @param omitted what is not in the quarantine because it is too large
 * @param worker the name of the worker
 * @param at when it was put there
 */
@SuppressWarnings("ArrayRecordComponent") // The key is passed on and never compared.
public record QuarantineEntry(
    int v,
    String stage,
    Reason reason,
    String detail,
    String topic,
    @Nullable UUID topicId,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] recordKey,
    @Nullable EventIdentity event,
    @Nullable UUID notificationId,
    int valueBytes,
    List<Part> omitted,
    String worker,
    Instant at)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** How it is read. */
  public static final RecordFormat<QuarantineEntry> FORMAT =
      new RecordFormat<>(QuarantineEntry.class, VERSION);

  /** The header that contains it. */
  public static final String HEADER = "notifier-quarantine";

  /** The header of a record that was written back to its topic; its value is {@link #position}. */
  public static final String REPLAYED_FROM = "notifier-replayed-from";

  /** A part of a record. */
  public enum Part {
    KEY,
    VALUE,
    HEADERS,
    /** The identity of its event. */
    EVENT,
    /** A part of a newer release. */
    @JsonEnumDefaultValue
    UNKNOWN
  }

  /** Why a record is in the quarantine. */
  public enum Reason {
    NO_VALUE,
    NOT_JSON,
    MALFORMED,
    INCOMPLETE,
    WRONG_VALUE,
    /** The stage fails with this record alone. */
    FAILED,
    /** A reason of a newer release. */
    @JsonEnumDefaultValue
    UNKNOWN;

    /** The reason for which a value is not a record. */
    public static Reason of(Decoded.Problem problem) {
      return switch (problem) {
        case NO_VALUE -> NO_VALUE;
        case NOT_JSON -> NOT_JSON;
        case MALFORMED -> MALFORMED;
        case INCOMPLETE -> INCOMPLETE;
        case WRONG_VALUE -> WRONG_VALUE;
      };
    }
  }

  @Override
  public void check(RecordCheck check) {
    check
        .required("stage", stage)
        .required("reason", reason)
        .required("topic", topic)
        .each("omitted", omitted, part -> {})
        .required("worker", worker)
        .required("at", at);
  }

  /** Where the record was, which is also its key in the quarantine. */
  public String position() {
    return position(topic, partition, offset);
  }

  /** The position of a record, such as {@code notifier.events.urgent/0/17}. */
  public static String position(String topic, int partition, long offset) {
    return topic + "/" + partition + "/" + offset;
  }
}
