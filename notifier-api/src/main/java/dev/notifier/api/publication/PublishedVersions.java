package dev.notifier.api.publication;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which version of each thing a topic ends with, as far as it was read. Thread-safe. */
public final class PublishedVersions {
  private final Map<String, Integer> byKey = new ConcurrentHashMap<>();

  /**
   * Takes what a record of the topic says.
   *
   * @param version null when the key was deleted
   */
  public void told(String key, @Nullable Integer version) {
    if (version == null) {
      byKey.remove(key);
    } else {
      byKey.put(key, version);
    }
  }

  /** Whether the topic ends with an older version, or has none. */
  public boolean lacks(String key, int version) {
    Integer published = byKey.get(key);
    return published == null || published < version;
  }
}
