package dev.notifier.api.routes;

import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Derives why the messages of a route wait from what the workers publish about its sessions. Needs
 * no entry of its own for a message. Thread-safe.
 */
public final class RouteWaiting {
  private final RouteStatusCache status;
  private final InstantSource clock;

  RouteWaiting(RouteStatusCache status, InstantSource clock) {
    this.status = status;
    this.clock = clock;
  }

  /**
   * Why a route's messages wait.
   *
   * @param since since when all of its sessions have been in this condition; null if unknown
   */
  public record Waiting(WaitingReason reason, @Nullable Instant since) {}

  /** Returns why the messages of a route wait now; {@link WaitingReason#QUEUED} if it works. */
  public Waiting of(String route) {
    RouteRecord published = status.published(route);
    if (published == null || status.isStale()) {
      return new Waiting(WaitingReason.UNKNOWN, null);
    }
    return of(published.paused(), status.sessions(route), clock.instant());
  }

  static Waiting of(boolean paused, List<SessionRecord> all, Instant now) {
    List<SessionRecord> sessions =
        all.stream().filter(session -> session.phase() != Phase.RETIRED).toList();
    if (paused) {
      return new Waiting(WaitingReason.ROUTE_PAUSED, since(inPhase(sessions, Phase.PAUSED)));
    }
    List<SessionRecord> alive =
        sessions.stream()
            .filter(session -> session.at().plusSeconds(SessionRecord.STALE_SECONDS).isAfter(now))
            .toList();
    List<SessionRecord> bound = inPhase(alive, Phase.BOUND);
    if (bound.isEmpty() && !inPhase(alive, Phase.PAUSED).isEmpty()) {
      // Just resumed: they are bound, and have not reported it yet.
      return new Waiting(WaitingReason.QUEUED, null);
    }
    if (!bound.isEmpty()) {
      boolean throttled = bound.stream().allMatch(SessionRecord::isThrottled);
      return throttled
          ? new Waiting(WaitingReason.THROTTLED_BY_CARRIER, since(bound))
          : new Waiting(WaitingReason.QUEUED, null);
    }
    List<SessionRecord> running =
        alive.stream().filter(session -> session.phase() != Phase.STOPPED).toList();
    return running.isEmpty() ? dead(sessions) : unbound(running);
  }

  /** No worker reports: the route is down since the last report. */
  private static Waiting dead(List<SessionRecord> sessions) {
    return new Waiting(
        WaitingReason.ROUTE_DOWN,
        sessions.stream().map(SessionRecord::at).max(Comparator.naturalOrder()).orElse(null));
  }

  /** Decides by the sessions that are nearest to work: one of them is the first that will send. */
  private static Waiting unbound(List<SessionRecord> alive) {
    List<SessionRecord> failing = inPhase(alive, Phase.CIRCUIT_OPEN);
    if (!failing.isEmpty()) {
      return new Waiting(WaitingReason.CARRIER_FAILING, since(failing));
    }
    List<SessionRecord> refused = inPhase(alive, Phase.REFUSED);
    if (refused.size() == alive.size()) {
      return new Waiting(WaitingReason.BIND_REFUSED, since(refused));
    }
    List<SessionRecord> unknown = inPhase(alive, Phase.UNKNOWN);
    return unknown.isEmpty()
        ? new Waiting(WaitingReason.ROUTE_DOWN, since(alive))
        : new Waiting(WaitingReason.UNKNOWN, null);
  }

  private static List<SessionRecord> inPhase(List<SessionRecord> sessions, Phase phase) {
    return sessions.stream().filter(session -> session.phase() == phase).toList();
  }

  /** The time from which on all of them are in their condition. */
  private static @Nullable Instant since(List<SessionRecord> sessions) {
    return sessions.stream()
        .map(SessionRecord::since)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
