package dev.notifier.api.signin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The networks from which somebody has signed in, the {@value #MAX_NETWORKS} that were used last.
 * It decides only who goes first, before PostgreSQL knows more. Thread-safe.
 */
final class KnownNetworks {
  private static final int MAX_NETWORKS = 10_000;

  /** The one that was used last is the last. Guarded by this. */
  private final Map<String, Boolean> networks = new LinkedHashMap<>(16, 0.75f, true);

  private boolean loaded;

  /**
   * Adds what other instances and this one before its start have noted, once.
   *
   * @param recent the networks that were used last, for a maximum number; the newest first
   */
  void load(IntFunction<List<String>> recent) {
    synchronized (this) {
      if (loaded) {
        return;
      }
      loaded = true;
    }
    try {
      recent.apply(MAX_NETWORKS).reversed().forEach(this::add);
    } catch (RuntimeException e) {
      synchronized (this) {
        loaded = false;
      }
      throw e;
    }
  }

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
