package dev.notifier.planning;

import dev.notifier.templates.sms.CarrierTextSettings;
import java.util.List;

/**
 * The properties of a route that planning needs. Immutable.
 *
 * @param prefixes national prefixes such as {@code 086} whose numbers take this route
 * @param text how the carrier wants texts to be encoded and segmented
 * @param registeredTemplatesOnly whether the carrier must have approved the template
 * @param test whether it carries the messages of tests, and no others
 * @param senders the addresses from which it may send, its own first
 */
public record RouteTraits(
    String name,
    List<String> prefixes,
    CarrierTextSettings text,
    boolean registeredTemplatesOnly,
    boolean test,
    List<String> senders) {
  public RouteTraits {
    prefixes = List.copyOf(prefixes);
    senders = List.copyOf(senders);
  }

  /** A route that is not for tests. */
  public RouteTraits(
      String name,
      List<String> prefixes,
      CarrierTextSettings text,
      boolean registeredTemplatesOnly) {
    this(name, prefixes, text, registeredTemplatesOnly, false, List.of());
  }
}
