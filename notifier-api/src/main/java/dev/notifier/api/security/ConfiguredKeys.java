package dev.notifier.api.security;

import dev.notifier.config.NotifierConfig;
import dev.notifier.config.NotifierConfig.Operator;
import dev.notifier.contracts.access.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The callers whose keys are in the configuration. Immutable. */
public final class ConfiguredKeys implements Authenticator {
  private final List<Entry> entries;

  private static final class Entry {
    private final byte[] digest;
    private final Caller caller;

    private Entry(byte[] digest, Caller caller) {
      this.digest = digest;
      this.caller = caller;
    }
  }

  private ConfiguredKeys(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /**
   * Reads the keys of the configuration.
   *
   * @param apiKey the key of {@link Caller#API}, who may do everything, not empty; {@link
   *     NotifierConfig#NO_API_KEY} if there is no such caller
   * @param operators by name
   */
  public static ConfiguredKeys of(String apiKey, Map<String, Operator> operators) {
    List<Entry> entries = new ArrayList<>();
    if (!apiKey.equals(NotifierConfig.NO_API_KEY)) {
      entries.add(new Entry(hash(apiKey), Caller.administrator(Caller.API)));
    }
    operators.forEach(
        (name, operator) -> entries.add(new Entry(hash(operator.key()), caller(name, operator))));
    return new ConfiguredKeys(entries);
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
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.digest, digest)) {
        caller = entry.caller;
      }
    }
    return Optional.ofNullable(caller);
  }

  /** The operator of the configuration decides which tenants there are. */
  @Override
  public boolean acceptsUnknownTenants() {
    return true;
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
