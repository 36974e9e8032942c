package dev.notifier.worker.plan;

import dev.notifier.contracts.EventRecord;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.directory.PreferredNumbers;
import dev.notifier.store.directory.PreferredNumbers.PersonKey;
import dev.notifier.store.directory.PreferredNumbers.Preferred;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives events that name a person only the number of the directory, and what else the event does
 * not say about the recipient. All events of a batch are looked up with one query. Thread-safe.
 */
public final class DirectoryLookup {
  private final PreferredNumbers directory;
  private final RecipientKey keys;

  /**
   * @param privacyKey {@code notifier.privacy-key}
   */
  public DirectoryLookup(DataSource database, String privacyKey) {
    this.directory = new PreferredNumbers(database);
    this.keys = new RecipientKey(privacyKey.getBytes(StandardCharsets.UTF_8));
  }

  /** The key of records about a number. */
  byte[] recordKey(MobileNumber number) {
    return keys.of(number).getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Completes the events of a batch.
   *
   * @return in the same order; a person whom the directory does not have has no number
   * @throws SQLException if PostgreSQL is unavailable
   */
  List<EventRecord> complete(List<EventRecord> events) throws SQLException {
    List<PersonKey> persons =
        events.stream()
            .map(DirectoryLookup::key)
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.toList());
    if (persons.isEmpty()) {
      return events;
    }
    Map<PersonKey, Preferred> found = directory.find(persons);
    List<EventRecord> complete = new ArrayList<>(events.size());
    for (EventRecord event : events) {
      PersonKey key = key(event);
      Preferred preferred = key == null ? null : found.get(key);
      complete.add(
          preferred == null ? event : event.withNumber(preferred.phone(), preferred.fields()));
    }
    return complete;
  }

  /** Null if the event has a number. */
  private static @Nullable PersonKey key(EventRecord event) {
    String reference = event.personRef();
    return event.phone() != null || reference == null
        ? null
        : new PersonKey(event.tenant(), reference);
  }
}
