package dev.notifier.api.people;

import dev.notifier.store.people.PersonalData.Exported;
import dev.notifier.store.people.PersonalData.Place;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page of what is stored about a person. Holds personal data.
 *
 * @param next the {@code after} of the next page; null on the last page
 */
record ExportDocument(List<Item> items, List<RemainingData> elsewhere, @Nullable String next) {

  /**
   * Something that is stored.
   *
   * @param data where it is stored
   */
  record Item(String data, Map<String, @Nullable Object> values) {
    /** Omits the values. */
    @Override
    public String toString() {
      return "Item[" + data + "]";
    }
  }

  static ExportDocument of(List<Exported> page, int limit) {
    Place last = page.size() < limit ? null : page.getLast().place();
    return new ExportDocument(
        page.stream().map(item -> new Item(item.place().store(), item.values())).toList(),
        RemainingData.LATER,
        last == null ? null : last.store() + ":" + last.id());
  }

  /** Omits the items. */
  @Override
  public String toString() {
    return "ExportDocument[" + items.size() + "]";
  }
}
