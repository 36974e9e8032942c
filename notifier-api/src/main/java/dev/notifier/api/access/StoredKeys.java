package dev.notifier.api.access;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.security.Authenticator;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.CallerKey;
import dev.notifier.api.security.TenantStates;
import dev.notifier.contracts.access.KeyKind;
import dev.notifier.contracts.access.KeyRecord;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.access.TenantRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the callers of stored keys. Needs neither Kafka nor PostgreSQL for a request, so a key may
 * be revoked without this program knowing it. Until the topics were read to their ends once, no key
 * is accepted, although PostgreSQL may have it: PostgreSQL may come from a backup. After {@link
 * #REDUCED_AFTER} without reading them, keys may only send events, and after {@link #REFUSED_AFTER}
 * nothing. Thread-safe.
 */
public final class StoredKeys implements Authenticator {
  static final Duration REDUCED_AFTER = Duration.ofSeconds(60);
  static final Duration REFUSED_AFTER = Duration.ofMinutes(15);

  private final AccessTables tables;
  private final KeyUses uses;
  private final InstantSource clock;
  private final boolean needsAdministrator;

  /**
   * @param needsAdministrator whether no key of the configuration can manage keys
   */
  StoredKeys(AccessTables tables, KeyUses uses, InstantSource clock, boolean needsAdministrator) {
    this.tables = tables;
    this.uses = uses;
    this.clock = clock;
    this.needsAdministrator = needsAdministrator;
  }

  /** What stored keys may do, by the age of what is known about them. */
  enum Freshness {
    FRESH,
    /** Only events are accepted. */
    REDUCED,
    /** Nothing is accepted. */
    REFUSED
  }

  Freshness freshness() {
    Duration age = tables.age();
    if (age.compareTo(REFUSED_AFTER) > 0) {
      return Freshness.REFUSED;
    }
    return age.compareTo(REDUCED_AFTER) > 0 ? Freshness.REDUCED : Freshness.FRESH;
  }

  /**
   * What health says about stored keys.
   *
   * @param works whether any stored key is accepted
   * @param note what is wrong; empty if nothing is
   */
  public record Condition(boolean works, String note) {}

  /** What stored keys may do now; the note is empty if it is everything. */
  public Condition condition() {
    return switch (freshness()) {
      case FRESH -> freshCondition();
      case REDUCED ->
          new Condition(
              true,
              "the keys have not been read for a minute, so stored keys may only send events; check"
                  + " that Kafka runs");
      case REFUSED ->
          new Condition(
              false,
              "the keys have not been read for 15 minutes, so stored keys are not accepted; check"
                  + " that Kafka runs");
    };
  }

  private Condition freshCondition() {
    if (!tables.isComplete()) {
      return new Condition(false, "the keys have not been read yet; check that Kafka runs");
    }
    return needsAdministrator && !hasAdministrator()
        ? new Condition(
            true, "no key can manage keys; set notifier.api-key to a secret to make one")
        : new Condition(true, "");
  }

  /** Whether a stored key could make others. */
  boolean hasAdministrator() {
    Instant now = clock.instant();
    return tables.keys().values().stream()
        .anyMatch(key ->
            key.isValid(now)
                && key.tenant().equals(TenantRecord.DEFAULT)
                && key.knownScopes().contains(Scope.KEYS_MANAGE));
  }

  @Override
  public Optional<Caller> callerOf(String token) {
    return KeyToken.parse(token).flatMap(this::callerOf);
  }

  private Optional<Caller> callerOf(KeyToken token) {
    KeyRecord key = tables.keys().get(token.id());
    if (!tables.isComplete()) {
      // It may be right. With 401, its holder would give up.
      throw new ProblemException(ErrorCode.KEYS_UNAVAILABLE);
    }
    Instant now = clock.instant();
    KeyKind kind = key == null ? null : key.kind();
    if (key == null || kind == null || !key.isValid(now) || !token.isOf(key, now)) {
      return Optional.empty();
    }
    if (tables.of(key.tenant()) == TenantStates.State.UNKNOWN) {
      // The key is right, and its tenant is on another topic, perhaps a moment later.
      throw new ProblemException(ErrorCode.KEYS_UNAVAILABLE);
    }
    return Optional.of(caller(key, kind, token.isFormerOf(key)));
  }

  private Caller caller(KeyRecord key, KeyKind kind, boolean former) {
    Freshness freshness = freshness();
    if (freshness == Freshness.REFUSED) {
      throw new ProblemException(ErrorCode.KEYS_UNAVAILABLE);
    }
    boolean reduced = freshness == Freshness.REDUCED;
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    scopes.addAll(key.knownScopes());
    if (reduced) {
      scopes.retainAll(EnumSet.of(Scope.EVENTS_WRITE));
    }
    if (former) {
      // Who has stolen it could make other keys before it ends.
      scopes.removeIf(Scope::isManagement);
    }
    return new Caller(
        key.name() + ":" + key.id(),
        kind == KeyKind.TEST ? TenantRecord.shadowOf(key.tenant()) : key.tenant(),
        scopes,
        new CallerKey(key.id(), kind, key.permissions(), reduced, key.expiresAt(), former));
  }

  /**
   * The keys of topics.
   *
   * @param callers by the name of the client
   * @param ambiguous clients with several valid keys, of which none is used
   */
  public record KafkaCallers(Map<String, Caller> callers, Set<String> ambiguous) {}

  /**
   * The keys whose events are read from Kafka now: valid, with the scope {@code events:write} and
   * of an active tenant. There is none while keys are not accepted.
   */
  public KafkaCallers kafkaCallers() {
    Map<String, Caller> callers = new TreeMap<>();
    Set<String> ambiguous = new TreeSet<>();
    if (!tables.isComplete() || freshness() == Freshness.REFUSED) {
      return new KafkaCallers(callers, ambiguous);
    }
    Instant now = clock.instant();
    for (KeyRecord key : tables.keys().values()) {
      String client = key.permissions().kafkaClient();
      KeyKind kind = key.kind();
      if (client != null
          && kind != null
          && mayWrite(key, now)
          && callers.put(client, caller(key, kind, false)) != null) {
        ambiguous.add(client);
      }
    }
    callers.keySet().removeAll(ambiguous);
    return new KafkaCallers(callers, ambiguous);
  }

  private boolean mayWrite(KeyRecord key, Instant now) {
    return key.isValid(now)
        && key.knownScopes().contains(Scope.EVENTS_WRITE)
        && tables.of(key.tenant()) == TenantStates.State.ACTIVE;
  }

  @Override
  public void used(Caller caller, String address) {
    CallerKey key = caller.key();
    if (key != null) {
      uses.add(key.id(), address);
    }
  }
}
