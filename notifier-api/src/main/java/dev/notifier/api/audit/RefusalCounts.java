package dev.notifier.api.audit;

import dev.notifier.api.security.Caller;
import dev.notifier.api.security.FailedAttempts;
import dev.notifier.api.security.RefusedAccess;
import dev.notifier.contracts.access.Scope;
import dev.notifier.contracts.tenants.Tenants;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
 * Counts refused access by network, key and minute, and commands that changed nothing beyond the
 * first ones of a minute, and writes one entry for each: neither an attack nor a faulty program may
 * fill the audit or the memory. Callers without a key cannot displace what is counted of those with
 * one. Thread-safe.
 */
final class RefusalCounts implements RefusedAccess, AutoCloseable {
  static final String FAILED_SIGN_IN = "failedSignIn";
  static final String DENIED_ACCESS = "deniedAccess";

  /** Of each of the three kinds, even if PostgreSQL is down for hours. */
  static final int MAX_KEYS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(RefusalCounts.class);
  private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(10);
  private static final int MAX_ACTOR = 64;

  /** The form of keys that were made by an operation; the group is the beginning of their id. */
  private static final Pattern KEY =
      Pattern.compile("(?i)Bearer +(nk_[a-z]{1,8}_[0-9A-Za-z]{1,6})[0-9A-Za-z]*_.*");

  private final AuditLog log;
  private final InstantSource clock;
  private final BoundedCounts anonymous = new BoundedCounts(MAX_KEYS);
  private final BoundedCounts denied = new BoundedCounts(MAX_KEYS);
  private final BoundedCounts commands = new BoundedCounts(MAX_KEYS);
  private final MinuteLimits limits = new MinuteLimits();
  private final ScheduledExecutorService flushes =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("audit-refusals").factory());

  /** What was counted in ended minutes. */
  private record Ended(
      Map<Counted, Integer> anonymous,
      Map<Counted, Integer> denied,
      Map<Counted, Integer> commands) {
    List<AuditEntry> entries() {
      List<AuditEntry> entries = new ArrayList<>();
      for (Map<Counted, Integer> counts : List.of(anonymous, denied, commands)) {
        counts.forEach((key, count) -> entries.add(key.entry(count)));
      }
      return entries;
    }
  }

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
  public void failedSignIn(String address, @Nullable String authorization, String code) {
    Counted key =
        new Counted(
            minute(),
            FAILED_SIGN_IN,
            Outcome.DENIED,
            Tenants.NATIONAL,
            new Actor(keyPrefix(authorization), ActorKind.UNKNOWN),
            code,
            FailedAttempts.masked(address),
            null);
    synchronized (this) {
      anonymous.add(limits.bounded(key));
    }
  }

  @Override
  public void failedUserSignIn(String address, String tenant, @Nullable String user, String code) {
    Counted key =
        new Counted(
            minute(),
            FAILED_SIGN_IN,
            Outcome.DENIED,
            tenant,
            user == null
                ? new Actor("unknown", ActorKind.UNKNOWN)
                : new Actor(user, ActorKind.USER),
            code,
            FailedAttempts.masked(address),
            null);
    synchronized (this) {
      anonymous.add(limits.bounded(key));
    }
  }

  @Override
  public void denied(String address, Caller caller, @Nullable Scope scope, String code) {
    Counted key =
        new Counted(
            minute(),
            DENIED_ACCESS,
            Outcome.DENIED,
            caller.tenant(),
            AuditTrail.actor(caller),
            code,
            FailedAttempts.masked(address),
            scope == null ? null : scope.id());
    synchronized (this) {
      denied.add(key);
    }
  }

  /** Whether a command that changed nothing is to be written; otherwise it was counted. */
  boolean isWritten(AuditEntry entry) {
    Counted key =
        new Counted(
            minute(),
            entry.operation(),
            entry.outcome(),
            entry.tenant(),
            entry.actor(),
            entry.reason(),
            null,
            null);
    synchronized (this) {
      boolean written = limits.allows(key);
      if (!written) {
        commands.add(key);
      }
      return written;
    }
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

  /** Writes what was counted in the minutes before a time. What cannot be written stays. */
  void flush(Instant before) {
    Ended ended = take(before);
    try {
      log.append(ended.entries());
    } catch (RuntimeException | Error e) {
      putBack(ended);
      LOG.warn("The counts of refused access could not be written to the audit; tried again");
    }
  }

  private synchronized Ended take(Instant before) {
    return new Ended(anonymous.take(before), denied.take(before), commands.take(before));
  }

  private synchronized void putBack(Ended ended) {
    anonymous.putBack(ended.anonymous());
    denied.putBack(ended.denied());
    commands.putBack(ended.commands());
  }

  /** Writes everything. */
  @Override
  public void close() {
    flushes.shutdownNow();
    flush(Instant.MAX);
  }
}
