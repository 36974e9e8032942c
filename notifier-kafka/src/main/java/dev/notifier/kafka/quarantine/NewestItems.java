package dev.notifier.kafka.quarantine;

import dev.notifier.contracts.quarantine.QuarantineEntry;
import dev.notifier.contracts.quarantine.QuarantineMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest of the selected records, with what was done about them. A record that a stage
 * writes again, for example after a restart, is still the same one. Used by one thread.
 */
final class NewestItems {
  /** The most records in memory. */
  static final int MAX_ITEMS = 10_000;

  private final Selection selection;
  private final boolean handled;
  private final Map<String, QuarantineItem> items = new HashMap<>();
  private final TreeSet<Age> oldestFirst =
      new TreeSet<>(Comparator.comparing(Age::at).thenComparing(Age::position));
  private final HandledPositions known = new HandledPositions();

  private record Age(Instant at, String position) {
    static Age of(QuarantineItem item) {
      return new Age(item.entry().at(), item.entry().position());
    }
  }

  /**
   * @param handled whether records are kept about which something was done
   */
  NewestItems(Selection selection, boolean handled) {
    this.selection = selection;
    this.handled = handled;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    String position = QuarantineTopic.position(record);
    QuarantineEntry entry = QuarantineTopic.entry(record);
    QuarantineMark mark = QuarantineTopic.mark(record);
    if (entry != null) {
      add(position, entry);
    } else if (mark != null) {
      known.put(position, mark);
      QuarantineItem item = remove(position);
      if (item != null && handled) {
        List<QuarantineMark> marks = new ArrayList<>(item.marks());
        marks.add(mark);
        put(position, new QuarantineItem(item.entry(), List.copyOf(marks)));
      }
    }
  }

  private void add(String position, QuarantineEntry entry) {
    if (!selection.includes(entry) || (!handled && known.get(position) != null)) {
      return;
    }
    QuarantineItem before = remove(position);
    put(position, new QuarantineItem(entry, before == null ? List.of() : before.marks()));
    if (items.size() > MAX_ITEMS) {
      remove(oldestFirst.getFirst().position());
    }
  }

  private void put(String position, QuarantineItem item) {
    items.put(position, item);
    oldestFirst.add(Age.of(item));
  }

  private @Nullable QuarantineItem remove(String position) {
    QuarantineItem item = items.remove(position);
    if (item != null) {
      oldestFirst.remove(Age.of(item));
    }
    return item;
  }

  /** The newest first. */
  List<QuarantineItem> list(int limit) {
    List<QuarantineItem> newest = new ArrayList<>();
    for (Age age : oldestFirst.descendingSet()) {
      QuarantineItem item = items.get(age.position());
      if (newest.size() < limit && item != null) {
        newest.add(item);
      }
    }
    return newest;
  }
}
