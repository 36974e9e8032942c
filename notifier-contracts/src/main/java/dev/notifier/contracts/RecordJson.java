package dev.notifier.contracts;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON format of all records on Kafka. Unknown fields are ignored, so records of a newer worker
 * can be read; every record carries its format version. Thread-safe.
 */
public final class RecordJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private RecordJson() {}

  public static byte[] write(Object record) {
    return MAPPER.writeValueAsBytes(record);
  }

  /**
   * Reads a record.
   *
   * @throws UnreadableRecordException when the bytes are not a valid record; its message does not
   *     contain them
   */
  public static <T> T read(byte[] bytes, Class<T> type) {
    try {
      return MAPPER.readValue(bytes, type);
    } catch (JacksonException e) {
      throw new UnreadableRecordException(type.getSimpleName(), bytes.length);
    }
  }

  /** An invalid record on Kafka: a bug, or another program writes to the topic. */
  public static final class UnreadableRecordException extends RuntimeException {
    UnreadableRecordException(String type, int length) {
      super(length + " bytes are not a valid " + type + "; check who else writes to this topic");
    }
  }
}
