package dev.notifier.contracts.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the holder of a key may send, how much, and from where. An empty list and null limit
 * nothing.
 *
 * @param eventTypes names of event types, or prefixes that end in {@code .*}
 * @param categories names of categories; an event is allowed if its type or its category is listed
 * @param messagesPerDay the most events of a Vietnamese day that are accepted
 * @param networks addresses in CIDR notation (RFC 4632), from which the key is accepted
 * @param teamNumbers the HMACs of the numbers to which a key of a team may send; never the numbers
 * @param requestsPerSecond the most requests in a second
 * @param kafkaClient the name of the topic whose events the key sends; null for none
 */
public record KeyPermissions(
    @Nullable List<String> eventTypes,
    @Nullable List<String> categories,
    @Nullable Integer messagesPerDay,
    @Nullable List<String> networks,
    @Nullable List<String> teamNumbers,
    @Nullable Integer requestsPerSecond,
    @Nullable String kafkaClient) {
  /** No limits. */
  public static final KeyPermissions NONE = new KeyPermissions(null, null, null, null, null, null);

  private static final String ALL_BELOW = ".*";

  public KeyPermissions {
    eventTypes = copy(eventTypes);
    categories = copy(categories);
    networks = copy(networks);
    teamNumbers = copy(teamNumbers);
  }

  /** The permissions of a key that sends over HTTP only. */
  public KeyPermissions(
      @Nullable List<String> eventTypes,
      @Nullable List<String> categories,
      @Nullable Integer messagesPerDay,
      @Nullable List<String> networks,
      @Nullable List<String> teamNumbers,
      @Nullable Integer requestsPerSecond) {
    this(eventTypes, categories, messagesPerDay, networks, teamNumbers, requestsPerSecond, null);
  }

  private static List<String> copy(@Nullable List<String> list) {
    return list == null ? List.of() : List.copyOf(list);
  }

  @Override
  public List<String> eventTypes() {
    return copy(eventTypes);
  }

  @Override
  public List<String> categories() {
    return copy(categories);
  }

  @Override
  public List<String> networks() {
    return copy(networks);
  }

  @Override
  public List<String> teamNumbers() {
    return copy(teamNumbers);
  }

  /** Whether the holder may send events of this type and category. */
  public boolean allowsEvent(String type, String category) {
    return !limitsEvents()
        || categories().contains(category)
        || eventTypes().stream().anyMatch(allowed -> matches(allowed, type));
  }

  /** Whether some events are not allowed. */
  @JsonIgnore
  public boolean limitsEvents() {
    return !eventTypes().isEmpty() || !categories().isEmpty();
  }

  private static boolean matches(String allowed, String type) {
    return allowed.endsWith(ALL_BELOW)
        ? type.startsWith(allowed.substring(0, allowed.length() - 1))
        : allowed.equals(type);
  }
}
