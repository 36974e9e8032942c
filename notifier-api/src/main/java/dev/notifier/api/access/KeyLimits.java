package dev.notifier.api.access;

import dev.notifier.api.security.CallerKey;
import dev.notifier.config.addresses.AddressRange;
import dev.notifier.contracts.access.KeyPermissions;
import dev.notifier.contracts.access.KeyRecord;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The limits of the caller's own key: its holder must not get rid of them by making another key.
 */
final class KeyLimits {
  static final String KAFKA_CLIENT = "/permissions/kafkaClient";

  static final String DETAIL =
      "Your own key has a limit here, and no key that you make may go beyond it. Send a smaller"
          + " value, or ask an administrator without the limit.";

  private KeyLimits() {}

  /**
   * The fields of a key that go beyond the limits of the maker's, as JSON pointers.
   *
   * @param maker null without limits
   */
  static Set<String> exceeded(@Nullable CallerKey maker, KeyRecord key) {
    Set<String> pointers = new TreeSet<>();
    if (maker == null) {
      return pointers;
    }
    if (key.expiresAt().isAfter(maker.expiresAt())) {
      pointers.add("/expiresAt");
    }
    KeyPermissions limits = maker.permissions();
    if (!areWithin(key.permissions().networks(), limits.networks())) {
      pointers.add("/permissions/networks");
    }
    if (!limits.networks().isEmpty() && key.permissions().kafkaClient() != null) {
      // Events of a topic come from no network.
      pointers.add(KAFKA_CLIENT);
    }
    Integer most = limits.requestsPerSecond();
    Integer requests = key.permissions().requestsPerSecond();
    if (most != null && (requests == null || requests > most)) {
      pointers.add("/permissions/requestsPerSecond");
    }
    return pointers;
  }

  private static boolean areWithin(List<String> networks, List<String> limits) {
    return limits.isEmpty()
        || (!networks.isEmpty()
            && networks.stream()
                .allMatch(text ->
                    AddressRange.parse(text)
                        .filter(network -> AddressRange.contain(limits, network))
                        .isPresent()));
  }
}
