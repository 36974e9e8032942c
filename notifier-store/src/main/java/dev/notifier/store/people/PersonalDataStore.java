package dev.notifier.store.people;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The data about persons in one table, or in tables that belong together. Each table of the schema
 * has one, or a comment that begins with "No personal data"; a test compares them. Thread-safe;
 * calls take part in the transaction of the caller.
 */
interface PersonalDataStore {
  /** The name for operators and callers: a to z and hyphen. */
  String name();

  /** The tables whose personal data it knows. */
  Set<String> tables();

  /**
   * Finds what is stored about a person, in the order of the ids. Reads a bounded number of rows.
   *
   * @param after the id of the last item of the page before; null = from the beginning
   */
  List<Item> export(Person person, @Nullable UUID after, int maxItems);

  /**
   * Erases what is stored about a person and not needed any more, in the order of the ids.
   *
   * @param acceptedUntil what was accepted later is kept: it belongs to a later request
   * @param maxRows the most rows that this call changes
   */
  Erased erase(Person person, Instant acceptedUntil, int maxRows);

  /**
   * Something that is stored about a person.
   *
   * @param values by the names that callers see; secret texts are left out
   */
  record Item(UUID id, Map<String, @Nullable Object> values) {
    /** Omits the values. */
    @Override
    public String toString() {
      return "Item[" + id + "]";
    }
  }

  /**
   * What an erasure did.
   *
   * @param rows how many rows were erased
   * @param waiting how many rows are still needed, for example of messages that are on their way;
   *     counted up to a limit
   * @param more whether there are other rows that can be erased now
   */
  record Erased(int rows, int waiting, boolean more) {
    static final Erased NOTHING = new Erased(0, 0, false);
  }
}
