package dev.notifier.console.messages;

import dev.notifier.console.messages.MessageDocument.Count;
import dev.notifier.console.messages.MessageDocument.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of the search.
 *
 * @param next the address of the page behind it; null if there is none
 * @param complete false if the search goes on there although this page is not full
 * @param states the messages of the batch or the group by state; empty without them
 * @param reasons the same by reason
 */
record MessageList(
    MessageFilters filters,
    List<MessageDocument> items,
    @Nullable String next,
    boolean complete,
    boolean first,
    List<Pill> states,
    List<Pill> reasons) {

  /**
   * A number that is a filter of the list below.
   *
   * @param value a state or a reason
   * @param address of the list with this filter, or without it if it is chosen
   */
  record Pill(String value, long number, String address, boolean chosen) {}

  /** Nothing, because the search was refused. */
  static MessageList none(MessageFilters filters) {
    return new MessageList(filters, List.of(), null, true, true, List.of(), List.of());
  }

  static MessageList of(MessageFilters filters, Found found, boolean first) {
    List<Count> counts = Objects.requireNonNullElse(found.counts(), List.of());
    Map<String, Long> states = new LinkedHashMap<>();
    Map<String, Long> reasons = new LinkedHashMap<>();
    for (Count count : counts) {
      states.merge(count.state(), count.number(), Long::sum);
      if (count.reason() != null) {
        reasons.merge(count.reason(), count.number(), Long::sum);
      }
    }
    return new MessageList(
        filters,
        found.items(),
        found.next() == null ? null : filters.with("cursor", found.next()),
        found.complete(),
        first,
        pills(filters, "state", states),
        pills(filters, "reason", reasons));
  }

  private static List<Pill> pills(MessageFilters filters, String name, Map<String, Long> numbers) {
    List<Pill> pills = new ArrayList<>();
    numbers.forEach((value, number) -> {
      boolean chosen = filters.get(name).equals(value);
      pills.add(new Pill(value, number, filters.with(name, chosen ? "" : value), chosen));
    });
    return pills;
  }
}
