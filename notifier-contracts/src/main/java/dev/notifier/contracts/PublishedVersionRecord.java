package dev.notifier.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which version of a template is in force, on {@link Topics#TEMPLATES} under the key {@code
 * <id>/published}.
 *
 * @param v version of this form, {@value #VERSION}
 * @param id such as {@code card-expiring}
 * @param version in force; null = none any more
 * @param since when it came into force
 * @param revision growing with each change of this record; an older one never replaces a newer one
 * @param registrations what carriers approved, by route; nothing for the others
 */
public record PublishedVersionRecord(
    int v,
    String id,
    @Nullable Integer version,
    Instant since,
    long revision,
    Map<String, Registration> registrations) {
  public static final int VERSION = 1;

  private static final String KEY_END = "/published";

  public PublishedVersionRecord {
    registrations = Map.copyOf(Objects.requireNonNullElse(registrations, Map.of()));
  }

  /**
   * What a carrier approved.
   *
   * @param registeredId the carrier's name for the template
   * @param from the first instant that it holds; null = at once
   * @param until from then on it does not hold any more; null = for ever
   */
  public record Registration(String registeredId, @Nullable Instant from, @Nullable Instant until) {
    /** Whether it holds at this time. */
    public boolean holds(Instant at) {
      return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
    }
  }

  /** Whether the carrier's approval holds at this time. */
  public boolean isRegistered(String route, Instant at) {
    Registration registration = registrations.get(route);
    return registration != null && registration.holds(at);
  }

  /** The key on the topic. */
  public String key() {
    return id + KEY_END;
  }

  /** Whether a key of the topic says which version is in force. */
  public static boolean isKey(String key) {
    return key.endsWith(KEY_END);
  }

  /** The template's id in such a key. */
  public static String idOf(String key) {
    return key.substring(0, key.length() - KEY_END.length());
  }
}
