package dev.notifier.worker.plan;

import dev.notifier.contracts.EventRecord;
import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.store.plan.PlannedEvent.Replaces;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads from the headers of an event what it replaces. */
final class ReplacesHeader {
  private static final int UUID_LENGTH = 36;
  private static final Replaces.Deferred NO_RELEASE =
      new Replaces.Deferred(new UUID(0, 0), 0, false);

  private ReplacesHeader() {}

  static Replaces of(ConsumerRecord<byte[], byte[]> record) {
    boolean replayed = isReplayed(record);
    Replaces released = release(record);
    if (released != null) {
      return released;
    }
    Header order = record.headers().lastHeader(EventRecord.PLAN_AGAIN_HEADER);
    if (order != null) {
      return new Replaces.Skipped(number(order.value()), replayed);
    }
    return replayed ? new Replaces.Rejected() : new Replaces.Nothing();
  }

  private static boolean isReplayed(ConsumerRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(QuarantineEntry.REPLAYED_FROM) != null;
  }

  /** An order that another program wrote may have no number; its event is planned all the same. */
  private static long number(byte[] value) {
    try {
      return value == null ? 0 : Long.parseLong(new String(value, StandardCharsets.US_ASCII));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Null if it is no release; one that cannot be read has no effect. */
  static Replaces.@Nullable Deferred release(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(EventRecord.RELEASE_HEADER);
    if (header == null) {
      return null;
    }
    String value =
        header.value() == null ? "" : new String(header.value(), StandardCharsets.US_ASCII);
    try {
      return value.length() < UUID_LENGTH + 2
          ? NO_RELEASE
          : new Replaces.Deferred(
              UUID.fromString(value.substring(0, UUID_LENGTH)),
              Integer.parseInt(value.substring(UUID_LENGTH + 1)),
              isReplayed(record));
    } catch (IllegalArgumentException _) {
      return NO_RELEASE;
    }
  }
}
