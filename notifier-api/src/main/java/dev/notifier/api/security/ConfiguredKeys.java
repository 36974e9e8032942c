package dev.notifier.api.security;

import dev.notifier.config.NotifierConfig.Operator;
import dev.notifier.contracts.access.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The callers whose keys are in the configuration. Immutable. */
public final class ConfiguredKeys implements Authenticator {
  private final Map<Caller, byte[]> digests;

  private ConfiguredKeys(Map<Caller, byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Reads the keys of the configuration.
   *
   * @param apiKey the key of {@link Caller#API}, who may do everything; not empty
   * @param operators by name
   */
  public static ConfiguredKeys of(String apiKey, Map<String, Operator> operators) {
    Map<Caller, byte[]> digests = new LinkedHashMap<>();
    digests.put(Caller.administrator(Caller.API), hash(apiKey));
    operators.forEach(
        (name, operator) -> digests.put(caller(name, operator), hash(operator.key())));
    return new ConfiguredKeys(digests);
  }

  private static Caller caller(String name, Operator operator) {
    Set<Scope> scopes =
        operator.scopes().isEmpty()
            ? EnumSet.allOf(Scope.class)
            : EnumSet.copyOf(operator.scopes());
    return new Caller(name, operator.tenant(), scopes);
  }

  /**
   * The owner of a key. Compares digests of equal length with every key, in constant time, so that
   * the duration reveals nothing about the keys.
   */
  @Override
  public Optional<Caller> callerOf(String token) {
    byte[] digest = hash(token);
    @Nullable Caller caller = null;
    for (Map.Entry<Caller, byte[]> entry : digests.entrySet()) {
      if (MessageDigest.isEqual(entry.getValue(), digest)) {
        caller = entry.getKey();
      }
    }
    return Optional.ofNullable(caller);
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
