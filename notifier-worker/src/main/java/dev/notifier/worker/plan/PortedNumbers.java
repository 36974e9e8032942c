package dev.notifier.worker.plan;

import dev.notifier.contracts.EventRecord;
import dev.notifier.numbers.Carrier;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.carriers.KnownCarriers;
import dev.notifier.store.carriers.NumberCarrier;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds the carriers of ported numbers. All events of a batch are looked up with one query, and
 * with none while no ported number is known. Thread-safe.
 */
public final class PortedNumbers {
  /** The longest time until the first import takes effect. */
  private static final long RECHECK_NANOS = Duration.ofMinutes(1).toNanos();

  private final KnownCarriers carriers;
  private final RecipientKey keys;
  private final LongSupplier nanos;
  private volatile @Nullable Check last;

  /**
   * @param privacyKey {@code notifier.privacy-key}
   * @param nanos a monotonic clock
   */
  public PortedNumbers(DataSource database, String privacyKey, LongSupplier nanos) {
    this.carriers = new KnownCarriers(database);
    this.keys = new RecipientKey(privacyKey.getBytes(StandardCharsets.UTF_8));
    this.nanos = nanos;
  }

  /** Whether any number was known, and when that was asked. */
  private record Check(boolean any, long at) {}

  /**
   * Finds the carriers for a batch.
   *
   * @param events with the numbers to which they go
   * @return of those numbers, in E.164 form, of which more is known than the prefix
   * @throws SQLException if PostgreSQL is unavailable
   */
  Map<String, Carrier> of(List<EventRecord> events) throws SQLException {
    if (events.isEmpty() || !any()) {
      return Map.of();
    }
    Map<UUID, String> numbers = new HashMap<>();
    for (EventRecord event : events) {
      String phone = event.phone();
      if (phone != null) {
        numbers.put(keys.bitsOf(phone), phone);
      }
    }
    Map<String, Carrier> found = new HashMap<>();
    for (NumberCarrier known : carriers.find(numbers.keySet()).values()) {
      String phone = numbers.get(known.recipient());
      Carrier carrier = Carrier.named(known.carrier());
      if (phone != null && carrier != null) {
        found.put(phone, carrier);
      }
    }
    return found;
  }

  private boolean any() throws SQLException {
    Check known = last;
    long now = nanos.getAsLong();
    // Once there are some, there always are.
    if (known == null || (!known.any && now - known.at >= RECHECK_NANOS)) {
      known = new Check(carriers.any(), now);
      last = known;
    }
    return known.any;
  }
}
