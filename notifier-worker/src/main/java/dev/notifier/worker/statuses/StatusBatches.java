package dev.notifier.worker.statuses;

import dev.notifier.contracts.RecordJson;
import dev.notifier.contracts.StatusRecord;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.contracts.Topics;
import dev.notifier.contracts.wire.RecordFormats;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Collects the changes of one batch of work, and makes one record for each tenant, or several if
 * they are many. The key is the tenant: all its changes are in one partition, in their order. While
 * this process writes version 1, each change is a record whose key is the notification, as the
 * readers of that version expect. Not thread-safe.
 */
public final class StatusBatches {
  /** The size up to which a record gets further changes. */
  static final int MAX_BYTES = 256 << 10;

  /** Upper limit of the size of a change without its texts. */
  private static final int CHANGE_BYTES = 128;

  /** The most bytes of a character in UTF-8, by Java's count of characters. */
  private static final int CHARACTER_BYTES = 3;

  private final Map<String, Batch> open = new LinkedHashMap<>();
  private final List<Batch> full = new ArrayList<>();

  /** Adds a change. The changes of a tenant keep their order. */
  public void add(String tenant, Change change) {
    int bytes = bytes(change);
    Batch batch = open.get(tenant);
    if (batch == null || !batch.hasRoomFor(bytes)) {
      batch = new Batch(tenant);
      Batch before = open.put(tenant, batch);
      if (before != null) {
        full.add(before);
      }
    }
    batch.changes.add(change);
    batch.bytes += bytes;
  }

  /** The records of all changes. */
  public List<ProducerRecord<byte[], byte[]>> records() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(full.size() + open.size());
    full.forEach(batch -> batch.addTo(records));
    open.values().forEach(batch -> batch.addTo(records));
    return records;
  }

  private static int bytes(Change change) {
    int characters =
        change.source().length()
            + change.eventId().length()
            + change.type().length()
            + length(change.origin().group())
            + length(change.origin().template());
    return CHANGE_BYTES + CHARACTER_BYTES * characters;
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }

  private static final class Batch {
    private final String tenant;
    private final List<Change> changes = new ArrayList<>();
    private int bytes;

    Batch(String tenant) {
      this.tenant = tenant;
    }

    boolean hasRoomFor(int more) {
      return changes.size() < StatusRecord.MAX_CHANGES && bytes + more <= MAX_BYTES;
    }

    void addTo(List<ProducerRecord<byte[], byte[]>> records) {
      if (RecordJson.writtenVersion() >= StatusRecord.VERSION) {
        records.add(record(tenant, changes));
        return;
      }
      for (Change change : changes) {
        records.add(record(change.notificationId().toString(), List.of(change)));
      }
    }

    private ProducerRecord<byte[], byte[]> record(String key, List<Change> some) {
      return new ProducerRecord<>(
          Topics.STATUSES,
          key.getBytes(StandardCharsets.UTF_8),
          RecordFormats.STATUSES.encode(new StatusRecord(StatusRecord.VERSION, tenant, some)));
    }
  }
}
