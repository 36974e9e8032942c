package dev.notifier.api.audit;

import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.security.Caller;
import dev.notifier.api.security.FailedAttempts;
import dev.notifier.api.security.RefusedAccess;
import dev.notifier.api.security.Tenant;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Origin;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts refused access by network, key and minute, and writes one entry for each: an attack must
 * neither fill the audit nor the memory. Thread-safe.
 */
final class RefusalCounts implements RefusedAccess, AutoCloseable {
  static final String FAILED_SIGN_IN = "failedSignIn";
  static final String DENIED_ACCESS = "deniedAccess";

  /** Instead of the network and the key, when there are too many of them. */
  static final String OTHER = "other";

  static final int MAX_KEYS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(RefusalCounts.class);
  private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(10);
  private static final int MAX_ACTOR = 64;

  /** The form of keys that were made by an operation; the group is the beginning of their id. */
  private static final Pattern KEY =
      Pattern.compile("(?i)Bearer +(nk_[a-z]{1,8}_[0-9A-Za-z]{1,6})[0-9A-Za-z]*_.*");

  private final AuditLog log;
  private final InstantSource clock;
  private final Map<Key, Integer> counts = new HashMap<>();
  private final ScheduledExecutorService flushes =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("audit-refusals").factory());

  private record Key(
      Instant minute,
      String operation,
      String tenant,
      Actor actor,
      String reason,
      String network,
      @Nullable String scope) {}

  RefusalCounts(AuditLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // flush() catches its exceptions.
  void start() {
    flushes.scheduleWithFixedDelay(
        () -> flush(minute()),
        FLUSH_INTERVAL.toMillis(),
        FLUSH_INTERVAL.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  @Override
  public void failedSignIn(String address, @Nullable String authorization, ErrorCode code) {
    add(
        new Key(
            minute(),
            FAILED_SIGN_IN,
            Tenant.DEFAULT,
            new Actor(keyPrefix(authorization), ActorKind.UNKNOWN),
            code.id(),
            FailedAttempts.masked(address),
            null));
  }

  @Override
  public void missingScope(String address, Caller caller, Scope scope) {
    add(
        new Key(
            minute(),
            DENIED_ACCESS,
            caller.tenant(),
            new Actor(caller.name(), ActorKind.CONFIGURED_KEY),
            ErrorCode.MISSING_SCOPE.id(),
            FailedAttempts.masked(address),
            scope.id()));
  }

  /** Never a part of the secret; of a key of another form, nothing is known that is none. */
  static String keyPrefix(@Nullable String authorization) {
    if (authorization == null) {
      return "none";
    }
    Matcher key = KEY.matcher(authorization);
    return key.matches() ? AuditText.sane(key.group(1), MAX_ACTOR) : "unknown";
  }

  private Instant minute() {
    return clock.instant().truncatedTo(ChronoUnit.MINUTES);
  }

  private synchronized void add(Key key) {
    Key counted = key;
    if (counts.size() >= MAX_KEYS && !counts.containsKey(key)) {
      // The tenant is that of the system, so that these are few.
      counted =
          new Key(
              key.minute(),
              key.operation(),
              Tenant.DEFAULT,
              new Actor(OTHER, ActorKind.UNKNOWN),
              OTHER,
              OTHER,
              null);
    }
    counts.merge(counted, 1, Integer::sum);
  }

  /** Writes what was counted in the minutes before a time. What cannot be written stays. */
  void flush(Instant before) {
    Map<Key, Integer> ended = take(before);
    if (ended.isEmpty()) {
      return;
    }
    try {
      List<AuditEntry> entries = new ArrayList<>(ended.size());
      ended.forEach((key, count) -> entries.add(entry(key, count)));
      log.append(entries);
    } catch (RuntimeException | Error e) {
      putBack(ended);
      LOG.warn("The counts of refused access could not be written to the audit; tried again");
    }
  }

  private synchronized Map<Key, Integer> take(Instant before) {
    Map<Key, Integer> ended = new LinkedHashMap<>();
    counts.forEach((key, count) -> {
      if (key.minute().isBefore(before)) {
        ended.put(key, count);
      }
    });
    counts.keySet().removeAll(ended.keySet());
    return ended;
  }

  /** Together with what was counted meanwhile, at most twice as many as allowed. */
  private synchronized void putBack(Map<Key, Integer> ended) {
    ended.forEach((key, count) -> counts.merge(key, count, Integer::sum));
  }

  private static AuditEntry entry(Key key, int count) {
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("minute", key.minute().toString());
    detail.put("count", count);
    if (key.scope() != null) {
      detail.put("scope", key.scope());
    }
    return new AuditEntry(
        key.tenant(),
        key.actor(),
        key.operation(),
        Outcome.DENIED,
        null,
        null,
        key.reason(),
        new Origin(null, key.network()),
        detail,
        List.of());
  }

  /** Writes everything. */
  @Override
  public void close() {
    flushes.shutdownNow();
    flush(Instant.MAX);
  }
}
