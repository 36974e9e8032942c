package dev.notifier.api.directory;

import dev.notifier.api.carriers.CarrierDocument;
import dev.notifier.api.lookup.PersonalDataMask;
import dev.notifier.store.advertising.ConsentStatement;
import dev.notifier.store.directory.Recipient;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the directory says about a person. Holds personal data.
 *
 * @param personRef null if the caller sees no personal data and has not named it
 * @param locale null if there is none, or if the caller sees no personal data
 */
record RecipientDocument(
    @Nullable String personRef,
    List<Phone> phones,
    @Nullable String locale,
    @Nullable String kind,
    @Nullable String livingArea,
    @Nullable Instant changedAt) {
  /**
   * A number of a person.
   *
   * @param carrier null if it is unknown
   * @param consent null if the caller may not see consents
   * @param sharedBy how many persons of the tenant have it, counted up to 100
   */
  record Phone(
      @Nullable String phone,
      boolean preferred,
      @Nullable CarrierDocument carrier,
      @Nullable ShownConsent consent,
      int sharedBy) {
    /** Omits the number. */
    @Override
    public String toString() {
      return "Phone[preferred=" + preferred + "]";
    }
  }

  /**
   * Those who were found.
   *
   * @param more whether others have the number, too
   */
  record Found(List<RecipientDocument> recipients, boolean more) {}

  /**
   * What is known of numbers.
   *
   * @param sharedBy how many persons have each
   * @param consents what was said last; null if the caller may not see it
   */
  record Numbers(
      Map<String, Integer> sharedBy,
      Map<String, CarrierDocument> carriers,
      @Nullable Map<String, ConsentStatement> consents) {
    @Nullable ShownConsent consent(String phone, boolean clear) {
      return consents == null ? null : ShownConsent.of(consents.get(phone), clear);
    }

    /** Omits the numbers. */
    @Override
    public String toString() {
      return "Numbers[" + sharedBy.size() + "]";
    }
  }

  /**
   * @param numbers those of the recipient and maybe others
   * @param clear whether the caller sees personal data
   * @param named whether the caller has named the reference
   */
  static RecipientDocument of(Recipient recipient, Numbers numbers, boolean clear, boolean named) {
    List<Phone> phones =
        recipient.phones().stream()
            .map(phone ->
                new Phone(
                    clear ? phone : PersonalDataMask.phone(phone),
                    phone.equals(recipient.phones().getFirst()),
                    numbers.carriers().get(phone),
                    numbers.consent(phone, clear),
                    numbers.sharedBy().getOrDefault(phone, 0)))
            .toList();
    return new RecipientDocument(
        clear || named ? recipient.personRef() : null,
        phones,
        clear ? recipient.locale() : null,
        recipient.kind(),
        clear ? recipient.livingArea() : null,
        recipient.changedAt());
  }

  /** Omits personal data. */
  @Override
  public String toString() {
    return "RecipientDocument[" + phones.size() + " numbers]";
  }
}
