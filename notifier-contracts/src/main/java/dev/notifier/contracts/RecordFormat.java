package dev.notifier.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;

/**
 * The format of one type of record on Kafka. Every stage decodes the values of its topics with it,
 * and writes records that may be binary with it.
 *
 * <p>A value is JSON if it begins with a brace, or if the format has no binary form. Where there is
 * one, JSON is what version 1 wrote: it can be removed in the release after the first in which no
 * topic contains it any more.
 *
 * <p>A release that adds a field or a constant keeps the version: readers ignore unknown fields and
 * read unknown constants as {@code UNKNOWN}, or as a missing value if the enum has no such
 * constant. A release that changes the meaning of a record raises the version, reads both, and
 * writes the old one until {@code notifier.record-version} says otherwise; see {@link RecordJson}.
 *
 * @param type the class of the record
 * @param version the newest version that this program reads and writes
 * @param binary the binary form; null if the record is JSON in each version
 */
public record RecordFormat<T extends VersionedRecord>(
    Class<T> type, int version, @Nullable Binary<T> binary) {
  /** The binary form of a record. */
  public interface Binary<T extends VersionedRecord> {
    byte[] write(T record);

    /** Reads a value, which may be any bytes. Never throws. Does not check the record. */
    Decoded<T> read(byte[] value);
  }

  /** A format that is JSON. */
  public RecordFormat(Class<T> type, int version) {
    this(type, version, null);
  }

  /** Writes a record in the version that this process writes. */
  public byte[] encode(T record) {
    return binary == null || RecordJson.writtenVersion() < version
        ? RecordJson.write(record)
        : binary.write(record);
  }

  /**
   * Reads a value that must be a record.
   *
   * @throws RecordJson.UnreadableRecordException when it is not; its message does not contain it
   */
  public T read(byte[] value) {
    if (decode(value) instanceof Decoded.Complete<T>(T record)) {
      return record;
    }
    throw new RecordJson.UnreadableRecordException(type.getSimpleName(), value.length);
  }

  /** Decodes the value of a Kafka record. Never throws, whatever the value is. */
  public Decoded<T> decode(byte @Nullable [] value) {
    if (value == null) {
      return new Decoded.Unreadable<>(Decoded.Problem.NO_VALUE, "the record has no value");
    }
    if (binary != null && (value.length == 0 || value[0] != '{')) {
      Decoded<T> read = binary.read(value);
      return read instanceof Decoded.Complete<T>(T record) ? checked(record) : read;
    }
    try {
      T record = RecordJson.TOLERANT.readValue(value, type);
      return record == null
          ? new Decoded.Unreadable<>(Decoded.Problem.WRONG_VALUE, "the value is null")
          : checked(record);
    } catch (StreamReadException e) {
      return new Decoded.Unreadable<>(Decoded.Problem.NOT_JSON, "the value is not JSON");
    } catch (JacksonException e) {
      return unreadable(value, e);
    } catch (StackOverflowError e) {
      return new Decoded.Unreadable<>(Decoded.Problem.WRONG_VALUE, "the value is nested too deep");
    }
  }

  private Decoded<T> checked(T record) {
    if (record.v() > version) {
      return new Decoded.Newer<>(record.v(), version);
    }
    RecordCheck check = new RecordCheck();
    check.required("v", record.v() < 1 ? null : record.v());
    try {
      record.check(check);
    } catch (RuntimeException e) {
      return new Decoded.Unreadable<>(
          Decoded.Problem.WRONG_VALUE, "a check failed with " + e.getClass().getSimpleName());
    }
    Decoded.Problem problem = check.problem();
    return problem == null
        ? new Decoded.Complete<>(record)
        : new Decoded.Unreadable<>(problem, "field " + check.field());
  }

  /** A field of a newer version may have another type, so the version decides first. */
  private Decoded<T> unreadable(byte[] value, JacksonException failure) {
    int found = versionOf(value);
    return found > version
        ? new Decoded.Newer<>(found, version)
        : new Decoded.Unreadable<>(
            value.length == 0 ? Decoded.Problem.NOT_JSON : Decoded.Problem.WRONG_VALUE,
            field(failure));
  }

  private static int versionOf(byte[] value) {
    try {
      JsonNode version = RecordJson.TOLERANT.readTree(value).get("v");
      return version != null && version.canConvertToInt() ? version.intValue() : 0;
    } catch (JacksonException e) {
      return 0;
    }
  }

  /**
   * The path of the field; names of a map's entries could be data, so only declared names count.
   */
  private String field(JacksonException failure) {
    List<JacksonException.Reference> path =
        failure instanceof DatabindException ? failure.getPath() : List.of();
    String name = path.isEmpty() ? null : path.getFirst().getPropertyName();
    return name == null ? "not a " + type.getSimpleName() : "field " + name;
  }
}
