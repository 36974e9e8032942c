package dev.notifier.api.signin;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The networks from which somebody has signed in on this instance, the {@value #MAX_NETWORKS} that
 * were used last. It decides only who goes first, before PostgreSQL knows more. Thread-safe.
 */
final class KnownNetworks {
  private static final int MAX_NETWORKS = 10_000;

  /** The one that was used last is the last. Guarded by this. */
  private final Map<String, Boolean> networks = new LinkedHashMap<>(16, 0.75f, true);

  synchronized boolean contain(String network) {
    return networks.get(network) != null;
  }

  synchronized void add(String network) {
    networks.put(network, true);
    if (networks.size() > MAX_NETWORKS) {
      networks.remove(networks.keySet().iterator().next());
    }
  }
}
