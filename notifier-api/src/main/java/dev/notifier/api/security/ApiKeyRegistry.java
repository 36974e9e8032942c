package dev.notifier.api.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who may call, by the digests of their keys. Immutable. */
public final class ApiKeyRegistry {
  private final Map<String, byte[]> digests = new LinkedHashMap<>();

  /**
   * @param apiKey of {@link Caller#API}; not empty
   * @param keys of the others, by name
   */
  public ApiKeyRegistry(String apiKey, Map<String, String> keys) {
    digests.put(Caller.API, hash(apiKey));
    keys.forEach((name, key) -> digests.put(name, hash(key)));
  }

  /**
   * Whose key this is. Compares digests of equal length, in constant time, with every key there is,
   * so that time tells nothing of any.
   */
  Optional<String> nameOf(String key) {
    byte[] given = hash(key);
    String name = "";
    for (Map.Entry<String, byte[]> each : digests.entrySet()) {
      if (MessageDigest.isEqual(each.getValue(), given)) {
        name = each.getKey();
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
