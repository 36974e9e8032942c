package dev.notifier.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Keys whose values are not those that the author of the file meant. What a rule finds out from
 * such a value would only follow from an error that is reported already.
 */
final class FaultyKeys {
  private final Set<String> keys = new HashSet<>();

  void add(String key) {
    keys.add(key);
  }

  void addAll(Collection<ConfigError> errors) {
    errors.forEach(error -> keys.add(error.key()));
  }

  /** Whether this key, or a group that contains it, is faulty. */
  boolean contains(String key) {
    for (int end = key.length(); end > 0; end = key.lastIndexOf('.', end - 1)) {
      if (keys.contains(key.substring(0, end))) {
        return true;
      }
    }
    return false;
  }

  boolean containsAny(String... candidates) {
    for (String candidate : candidates) {
      if (contains(candidate)) {
        return true;
      }
    }
    return false;
  }
}
