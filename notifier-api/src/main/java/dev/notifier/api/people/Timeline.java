package dev.notifier.api.people;

import dev.notifier.api.carriers.CarrierDocument;
import dev.notifier.api.carriers.CarrierLookup;
import dev.notifier.api.people.TimelineDocument.Item;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.lookup.InboundLookup;
import dev.notifier.store.lookup.InboundLookup.Inbound;
import dev.notifier.store.lookup.StoredNotification;
import dev.notifier.store.people.Person;
import dev.notifier.store.people.TimelineEntries;
import dev.notifier.store.search.IdOrder;
import dev.notifier.store.search.NotificationSearch;
import dev.notifier.store.search.NotificationSearch.Found;
import dev.notifier.store.search.SearchField;
import dev.notifier.store.search.SearchFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Merges what was sent to a person with what the person has sent and what other channels said. The
 * ids of all are version 7 UUIDs, so one id is the place in each. Thread-safe.
 */
final class Timeline {
  private final NotificationSearch search;
  private final InboundLookup inbound;
  private final TimelineEntries recorded;
  private final CarrierLookup carriers;

  Timeline(
      NotificationSearch search,
      InboundLookup inbound,
      TimelineEntries recorded,
      CarrierLookup carriers) {
    this.search = search;
    this.inbound = inbound;
    this.recorded = recorded;
    this.carriers = carriers;
  }

  /**
   * A page.
   *
   * @param carrier of the number; null if it is unknown, or no number was looked up
   * @param notifications the ids of those that are on the page
   * @param next below which id the next page begins; null if there is none
   */
  record Page(
      @Nullable CarrierDocument carrier,
      List<Item> items,
      List<UUID> notifications,
      @Nullable UUID next,
      boolean complete) {}

  /** An item in its place. */
  private record Entry(UUID id, Item item, boolean sent) {}

  /**
   * Reads a page.
   *
   * @param before below which id; null = the first page
   * @param clear what the caller sees in clear
   */
  Page page(Person person, @Nullable UUID before, int limit, ClearData clear) {
    Found found = search.find(filter(person), before, limit);
    List<Entry> entries = new ArrayList<>();
    for (StoredNotification each : found.notifications()) {
      entries.add(new Entry(each.id(), Item.of(each, clear), true));
    }
    for (Inbound each : inbound(person, before, limit + 1)) {
      entries.add(
          new Entry(each.id(), Item.of(each, String.valueOf(person.phone()), clear), false));
    }
    for (TimelineEntries.Entry each : recorded.find(person, before, limit + 1)) {
      entries.add(new Entry(each.id(), Item.of(each.recorded(), person.phone(), clear), false));
    }
    @Nullable UUID stopped = found.next();
    if (stopped != null) {
      // What is older than the place where the search stopped belongs to the next page.
      entries.removeIf(each -> !each.sent() && IdOrder.compare(each.id(), stopped) <= 0);
    }
    entries.sort((a, b) -> IdOrder.compare(b.id(), a.id()));
    boolean cut = entries.size() > limit;
    List<Entry> page = cut ? entries.subList(0, limit) : entries;
    return new Page(
        carrier(person.phone()),
        page.stream().map(Entry::item).toList(),
        page.stream().filter(Entry::sent).map(Entry::id).toList(),
        cut ? page.getLast().id() : found.next(),
        cut || found.complete());
  }

  private @Nullable CarrierDocument carrier(@Nullable String phone) {
    return phone == null ? null : carriers.find(List.of(phone)).get(phone);
  }

  private static SearchFilter filter(Person person) {
    return person.phone() == null
        ? SearchFilter.of(person.tenant(), SearchField.PERSON_REF, person.subject().value())
        : SearchFilter.of(person.tenant(), SearchField.PHONE, person.subject().value());
  }

  /** The national tenant sees all messages from persons, including those of older releases. */
  private List<Inbound> inbound(Person person, @Nullable UUID before, int limit) {
    return person.phone() == null
        ? List.of()
        : inbound.find(
            person.phone(),
            Tenants.isNational(person.tenant()) ? null : person.tenant(),
            before,
            limit);
  }
}
