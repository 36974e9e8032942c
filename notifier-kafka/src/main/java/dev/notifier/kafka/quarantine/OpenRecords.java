package dev.notifier.kafka.quarantine;

import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineMark;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The selected records about which nothing was done, and where their latest copies are. Used by one
 * thread.
 */
final class OpenRecords {
  private final Selection selection;
  private final boolean force;
  private final int limit;
  private final Map<String, Place> open = new LinkedHashMap<>();
  private final HandledPositions handled = new HandledPositions();
  private boolean complete = true;

  private record Place(int partition, long offset) {
    static Place of(ConsumerRecord<?, ?> record) {
      return new Place(record.partition(), record.offset());
    }
  }

  /**
   * @param force whether records are open although something was done about them
   * @param limit the most records; of more, the first ones are kept
   */
  OpenRecords(Selection selection, boolean force, int limit) {
    this.selection = selection;
    this.force = force;
    this.limit = limit;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    String position = QuarantineTopic.position(record);
    QuarantineEntry entry = QuarantineTopic.entry(record);
    QuarantineMark mark = QuarantineTopic.mark(record);
    if (entry != null) {
      if (selection.includes(entry) && (force || handled.get(position) == null)) {
        put(position, Place.of(record));
      }
    } else if (mark != null) {
      handled.put(position, mark);
      if (!force) {
        open.remove(position);
      }
    }
  }

  private void put(String position, Place place) {
    if (open.size() < limit || open.containsKey(position)) {
      open.put(position, place);
    } else {
      complete = false;
    }
  }

  /** Whether this is the latest copy of an open record. */
  boolean contains(ConsumerRecord<byte[], byte[]> record) {
    return Place.of(record).equals(open.get(QuarantineTopic.position(record)));
  }

  /** Whether the limit was not reached. */
  boolean isComplete() {
    return complete;
  }

  /** Why a record is not open; null if it is. */
  @Nullable String problem(String position) {
    if (open.containsKey(position)) {
      return null;
    }
    QuarantineMark mark = handled.get(position);
    return mark == null || force
        ? "There is no record " + position + " in the quarantine; list shows the positions."
        : "%s was %s by %s at %s; repeat the command with --force to do it anyway."
            .formatted(position, mark.action(), mark.by(), mark.at());
  }
}
