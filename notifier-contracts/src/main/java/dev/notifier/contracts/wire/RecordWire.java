package dev.notifier.contracts.wire;

import dev.notifier.contracts.Decoded;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.VersionedRecord;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The binary format of one type of record: the version, the fields of the type, and a mark at the
 * end. A message without its end would be a shorter Protobuf message, and a text without its last
 * segment. Thread-safe.
 *
 * @param version the version that is written, and the newest that is read
 * @param fields writes the fields of the type
 * @param reader reads the fields of the type; unknown fields are skipped
 */
record RecordWire<T extends VersionedRecord>(
    int version, BiConsumer<WireWriter, T> fields, Function<WireReader, T> reader)
    implements RecordFormat.Binary<T> {
  /** The first field of each record. */
  static final int VERSION = 1;

  /** In each record about one notification, the field with its id. */
  static final int NOTIFICATION_ID = 14;

  /** The last field of each record. */
  static final int COMPLETE = 15;

  @Override
  public byte[] write(T record) {
    WireWriter out = new WireWriter().number(VERSION, version);
    fields.accept(out, record);
    return out.flag(COMPLETE, true).toBytes();
  }

  @Override
  public Decoded<T> read(byte[] value) {
    try {
      WireReader in = start(value);
      if (in.version() > version) {
        return newer(in);
      }
      T record = reader.apply(in);
      return in.isComplete() ? new Decoded.Complete<>(record) : malformed("the value has no end");
    } catch (MalformedRecordException e) {
      return malformed(String.valueOf(e.getMessage()));
    }
  }

  private static WireReader start(byte[] value) {
    WireReader in = new WireReader(value);
    if (!in.next() || in.field() != VERSION) {
      throw new MalformedRecordException("the value does not begin with a version");
    }
    in.version(in.integer());
    if (in.version() < 1) {
      throw new MalformedRecordException("the version is less than 1");
    }
    return in;
  }

  /** A record of a newer release is complete, too. Anything else is not a reason to wait. */
  private Decoded<T> newer(WireReader in) {
    while (in.next()) {
      in.skip();
    }
    return in.isComplete()
        ? new Decoded.Newer<>(in.version(), version)
        : malformed("the value has no end");
  }

  private Decoded<T> malformed(String detail) {
    return new Decoded.Unreadable<>(Decoded.Problem.MALFORMED, detail);
  }

  /** Reads the notification that a record is about; null if there is none or it is unreadable. */
  static @Nullable UUID notificationIdOf(byte[] value) {
    try {
      WireReader in = start(value);
      while (in.next()) {
        if (in.field() == NOTIFICATION_ID) {
          return in.id();
        }
        in.skip();
      }
      return null;
    } catch (MalformedRecordException e) {
      return null;
    }
  }
}
