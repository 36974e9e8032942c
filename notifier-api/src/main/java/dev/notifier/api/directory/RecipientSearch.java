package dev.notifier.api.directory;

import dev.notifier.api.carriers.CarrierLookup;
import dev.notifier.api.security.Caller;
import dev.notifier.contracts.access.Scope;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.advertising.ConsentStatement;
import dev.notifier.store.advertising.ConsentStore;
import dev.notifier.store.directory.Recipient;
import dev.notifier.store.directory.RecipientStore;
import dev.notifier.store.people.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** Finds persons of the directory, with what is known of their numbers. Thread-safe. */
final class RecipientSearch {
  private final RecipientStore store;
  private final ConsentStore consents;
  private final CarrierLookup carriers;
  private final RecipientKey keys;

  RecipientSearch(
      RecipientStore store, ConsentStore consents, CarrierLookup carriers, RecipientKey keys) {
    this.store = store;
    this.consents = consents;
    this.carriers = carriers;
    this.keys = keys;
  }

  /**
   * Finds persons.
   *
   * @param person of the caller's tenant
   * @throws DataAccessException if PostgreSQL is unavailable
   */
  RecipientDocument.Found find(Person person, int limit, Caller caller) {
    @Nullable String phone = person.phone();
    List<Recipient> found =
        phone == null
            ? store.find(person.tenant(), String.valueOf(person.personRef())).stream().toList()
            : store.findByPhone(person.tenant(), phone, limit + 1);
    List<Recipient> shown = found.subList(0, Math.min(limit, found.size()));
    List<String> phones =
        shown.stream().flatMap(each -> each.phones().stream()).distinct().toList();
    RecipientDocument.Numbers numbers =
        new RecipientDocument.Numbers(
            store.sharedBy(person.tenant(), phones),
            carriers.find(phones),
            caller.has(Scope.CONSENTS_READ) ? consents(person.tenant(), phones) : null);
    boolean clear = caller.has(Scope.PERSONAL_DATA_READ);
    return new RecipientDocument.Found(
        shown.stream()
            .map(each -> RecipientDocument.of(each, numbers, clear, phone == null))
            .toList(),
        found.size() > limit);
  }

  private Map<String, ConsentStatement> consents(String tenant, List<String> phones) {
    Map<UUID, String> recipients = new HashMap<>();
    phones.forEach(phone -> recipients.put(keys.bitsOf(phone), phone));
    Map<String, ConsentStatement> found = new HashMap<>();
    consents
        .newest(recipients.keySet(), tenant)
        .forEach(said -> found.put(String.valueOf(recipients.get(said.recipient())), said));
    return found;
  }
}
