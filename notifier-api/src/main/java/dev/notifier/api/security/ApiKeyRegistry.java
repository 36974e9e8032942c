package dev.notifier.api.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The digests of all API keys, by the names of their owners. Immutable. */
public final class ApiKeyRegistry {
  private final Map<String, byte[]> digests = new LinkedHashMap<>();

  /**
   * @param apiKey the key of {@link Caller#API}; not empty
   * @param keys the keys of the operators, by name
   */
  public ApiKeyRegistry(String apiKey, Map<String, String> keys) {
    digests.put(Caller.API, hash(apiKey));
    keys.forEach((name, key) -> digests.put(name, hash(key)));
  }

  /**
   * The name of the key's owner. Compares digests of equal length with every key, in constant time,
   * so that the duration reveals nothing about the keys.
   */
  Optional<String> nameOf(String key) {
    byte[] digest = hash(key);
    String name = "";
    for (Map.Entry<String, byte[]> entry : digests.entrySet()) {
      if (MessageDigest.isEqual(entry.getValue(), digest)) {
        name = entry.getKey();
      }
    }
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
