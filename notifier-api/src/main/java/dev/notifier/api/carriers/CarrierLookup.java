package dev.notifier.api.carriers;

import dev.notifier.numbers.Carrier;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.carriers.NumberCarrier;
import dev.notifier.store.carriers.NumberCarrierStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Finds the carriers of numbers. Thread-safe. */
public final class CarrierLookup {
  private final NumberCarrierStore store;
  private final RecipientKey keys;

  CarrierLookup(NumberCarrierStore store, RecipientKey keys) {
    this.store = store;
    this.keys = keys;
  }

  /**
   * Finds carriers with one query.
   *
   * @param phones in E.164 form
   * @return of each number whose carrier is known, if only by its prefix
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  public Map<String, CarrierDocument> find(Collection<String> phones) {
    Map<String, UUID> recipients = new HashMap<>();
    phones.forEach(phone -> recipients.put(phone, keys.bitsOf(phone)));
    Map<UUID, NumberCarrier> known =
        recipients.isEmpty() ? Map.of() : store.find(recipients.values());
    Map<String, CarrierDocument> found = new HashMap<>();
    recipients.forEach((phone, recipient) -> {
      CarrierDocument carrier = document(phone, known.get(recipient));
      if (carrier != null) {
        found.put(phone, carrier);
      }
    });
    return found;
  }

  /** A carrier that only a newer release knows is not shown. */
  private static @Nullable CarrierDocument document(String phone, @Nullable NumberCarrier known) {
    if (known != null) {
      Carrier carrier = Carrier.named(known.carrier());
      return carrier == null ? null : CarrierDocument.of(carrier, known);
    }
    MobileNumber number = MobileNumber.ofE164(phone);
    Carrier original = number == null ? null : Carrier.original(number);
    return original == null ? null : CarrierDocument.ofPrefix(original);
  }
}
