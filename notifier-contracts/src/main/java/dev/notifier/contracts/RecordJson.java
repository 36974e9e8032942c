package dev.notifier.contracts;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON format of records on Kafka, and the only one in version 1. Unknown fields are ignored,
 * so records of a newer worker can be read; every record carries its format version. Values from
 * Kafka are decoded with {@link RecordFormat}, which also tolerates unknown constants; {@link
 * #read} is strict. Thread-safe.
 */
public final class RecordJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * The reader of topics. A worker of the previous release reads what a worker of this release
   * writes, so an unknown constant must not make the rest of the record unreadable.
   */
  static final JsonMapper TOLERANT =
      MAPPER
          .rebuild()
          .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
          .withConfigOverride(Lane.class, RecordJson::unknownIsNull)
          .withConfigOverride(Category.class, RecordJson::unknownIsNull)
          .addModule(
              new SimpleModule("lanes").addKeyDeserializer(Lane.class, new LaneKeyDeserializer()))
          .build();

  /** The first version of all formats. */
  public static final int OLDEST_VERSION = 1;

  /** The newest version of any format of this release: from 2, some formats are binary. */
  public static final int CURRENT_VERSION = 2;

  private static volatile int writtenVersion = CURRENT_VERSION;

  private RecordJson() {}

  /**
   * Sets the version that this process writes, for all formats that have changed since. Called once
   * when a program starts, with {@code notifier.record-version}.
   */
  public static void setWrittenVersion(int version) {
    if (version < OLDEST_VERSION || version > CURRENT_VERSION) {
      throw new IllegalArgumentException(
          "records can be written in versions " + OLDEST_VERSION + " to " + CURRENT_VERSION);
    }
    writtenVersion = version;
  }

  /** The version that this process writes. */
  public static int writtenVersion() {
    return writtenVersion;
  }

  public static byte[] write(Object record) {
    return write(record, writtenVersion);
  }

  /**
   * Writes a record in an older version of its format if its own is newer. Its {@link
   * VersionedRecord#inVersion} converts the fields.
   */
  static byte[] write(Object record, int version) {
    if (record instanceof VersionedRecord versioned && versioned.v() > version) {
      ObjectNode json = MAPPER.valueToTree(versioned.inVersion(version));
      json.put("v", version);
      return MAPPER.writeValueAsBytes(json);
    }
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

  /** Reads any JSON, for a part of a record that is not complete; null if it is not JSON. */
  public static @Nullable JsonNode readTree(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return TOLERANT.readTree(bytes);
    } catch (JacksonException | StackOverflowError e) {
      return null;
    }
  }

  private static void unknownIsNull(MutableConfigOverride config) {
    config.setFormat(
        JsonFormat.Value.empty().withFeature(JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_AS_NULL));
  }

  /** Reads an unknown lane as null, so that the record with its other lanes stays readable. */
  private static final class LaneKeyDeserializer extends KeyDeserializer {
    @Override
    public @Nullable Object deserializeKey(String key, DeserializationContext context) {
      for (Lane lane : Lane.values()) {
        if (lane.id().equals(key)) {
          return lane;
        }
      }
      return null;
    }
  }

  /** An invalid record on Kafka: a bug, or another program writes to the topic. */
  public static final class UnreadableRecordException extends RuntimeException {
    UnreadableRecordException(String type, int length) {
      super(length + " bytes are not a valid " + type + "; check who else writes to this topic");
    }
  }
}
