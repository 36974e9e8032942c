package dev.notifier.smsc.behaviour;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of at most {@code maxSize} entries that evicts the least recently used one. */
@SuppressWarnings("serial")
public final class LruMap<K, V> extends LinkedHashMap<K, V> {
  private final int maxSize;

  public LruMap(int maxSize) {
    super(16, 0.75f, true);
    this.maxSize = maxSize;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > maxSize;
  }
}
