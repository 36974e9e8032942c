package dev.notifier.contracts.wire;

import dev.notifier.contracts.InboundRecord;
import dev.notifier.contracts.JournalRecord;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.VersionedRecord;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The formats of the records of which there are some for each message. They are binary. */
public final class RecordFormats {
  public static final RecordFormat<SubmitRecord> SUBMIT =
      format(SubmitRecord.class, SubmitRecord.VERSION, SubmitWire::write, SubmitWire::read);

  public static final RecordFormat<JournalRecord> JOURNAL =
      format(JournalRecord.class, JournalRecord.VERSION, JournalWire::write, JournalWire::read);

  public static final RecordFormat<InboundRecord> INBOUND =
      format(InboundRecord.class, InboundRecord.VERSION, InboundWire::write, InboundWire::read);

  public static final RecordFormat<StatusRecord> STATUSES =
      format(StatusRecord.class, StatusRecord.VERSION, StatusWire::write, StatusWire::read);

  private RecordFormats() {}

  /** The notification that a binary record is about; null if there is none or it is unreadable. */
  public static @Nullable UUID notificationIdOf(byte[] value) {
    return RecordWire.notificationIdOf(value);
  }

  private static <T extends VersionedRecord> RecordFormat<T> format(
      Class<T> type,
      int version,
      BiConsumer<WireWriter, T> fields,
      Function<WireReader, T> reader) {
    return new RecordFormat<>(type, version, new RecordWire<>(version, fields, reader));
  }
}
