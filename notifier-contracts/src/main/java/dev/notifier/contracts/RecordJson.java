package dev.notifier.contracts;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON form of everything on Kafka. Unknown fields are passed over, so that a record of a newer
 * worker can still be read; every record carries the version of its form. Thread-safe.
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
   * @throws UnreadableRecordException when the octets are not the form's JSON; its message holds
   *     nothing of the content
   */
  public static <T> T read(byte[] octets, Class<T> form) {
    try {
      return MAPPER.readValue(octets, form);
    } catch (JacksonException e) {
      throw new UnreadableRecordException(form.getSimpleName(), octets.length);
    }
  }

  /** A record on Kafka that is not what it should be: a bug or another program on our topic. */
  public static final class UnreadableRecordException extends RuntimeException {
    UnreadableRecordException(String form, int octets) {
      super(octets + " octets are not a " + form + "; look for another writer on this topic");
    }
  }
}
