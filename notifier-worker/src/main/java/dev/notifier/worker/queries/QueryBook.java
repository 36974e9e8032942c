package dev.notifier.worker.queries;

import dev.notifier.replies.address.AddressConfig;
import dev.notifier.replies.address.AnswerText;
import dev.notifier.replies.queries.QueryDefinition;
import dev.notifier.store.queries.QueryOrder;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The queries and the fixed texts of all addresses. Immutable. */
final class QueryBook {
  private final Map<String, AddressConfig> addresses = new HashMap<>();

  QueryBook(Collection<AddressConfig> addresses) {
    addresses.forEach(each -> this.addresses.put(each.address(), each));
  }

  /** Returns the definition of a query; empty if it was removed since the person asked. */
  Optional<QueryDefinition> definition(QueryOrder order) {
    AddressConfig address = addresses.get(order.address());
    return address == null
        ? Optional.empty()
        : address.queries().stream()
            .filter(query -> query.name().equals(order.query()))
            .findFirst();
  }

  /**
   * Returns a fixed text in the language of the person, or in the default language of the address;
   * empty if the address was removed since the person asked.
   */
  Optional<String> text(QueryOrder order, AnswerText text) {
    AddressConfig address = addresses.get(order.address());
    if (address == null) {
      return Optional.empty();
    }
    Map<String, String> variants = Objects.requireNonNull(address.texts().get(text));
    @Nullable String chosen = variants.get(order.language());
    return Optional.of(
        withValues(
            chosen == null
                ? Objects.requireNonNull(variants.get(address.languages().getFirst()))
                : chosen,
            address.placeholders()));
  }

  private static String withValues(String text, Map<String, String> values) {
    String complete = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      complete = complete.replace("{{ " + value.getKey() + " }}", value.getValue());
    }
    return complete;
  }

  /** Returns the names of all queries. */
  Set<String> names() {
    return addresses.values().stream()
        .flatMap(address -> address.queries().stream())
        .map(QueryDefinition::name)
        .collect(Collectors.toUnmodifiableSet());
  }
}
