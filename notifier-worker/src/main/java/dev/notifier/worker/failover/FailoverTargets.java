package dev.notifier.worker.failover;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingSegment;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds another bind for the messages of a bind. Used by one thread. */
public final class FailoverTargets {
  /** A message that has moved this often stays. */
  private static final int MAX_HOPS = 5;

  private final BindId bind;
  private final SessionDirectory sessions;
  private final MeterRegistry registry;
  private int turn;

  public FailoverTargets(BindId bind, SessionDirectory sessions, MeterRegistry registry) {
    this.bind = bind;
    this.sessions = sessions;
    this.registry = registry;
  }

  /** A live session. */
  record Target(String route, int session) {}

  /** Another live session of this route, otherwise one of the first failover route that has one. */
  @Nullable Target anySession(SubmitRecord message, List<String> failoverRoutes) {
    if (message.hops() >= MAX_HOPS) {
      return null;
    }
    Target sameRoute = sessionOf(bind.route());
    return sameRoute != null ? sameRoute : firstOf(failoverRoutes);
  }

  /** Moves a message, as its next attempt, to the first failover route that has a live session. */
  public @Nullable MessageTransfer toOtherRoute(
      PendingSegment segment, List<String> failoverRoutes) {
    SubmitRecord message = segment.message();
    Target target = message.hops() < MAX_HOPS ? firstOf(failoverRoutes) : null;
    return target == null
        ? null
        : transfer(message, segment.intent().lane(), target, segment.intent().attempt() + 1);
  }

  /** Moves a message and counts that. */
  MessageTransfer transfer(SubmitRecord message, Lane lane, Target target, int nextAttempt) {
    registry
        .counter("notifier.submit.failed.over", "route", bind.route(), "to", target.route())
        .increment();
    return MessageTransfer.toSession(
        message.failedOverTo(target.route(), nextAttempt), lane, target.session());
  }

  private @Nullable Target firstOf(List<String> routes) {
    for (String route : routes) {
      Target target = sessionOf(route);
      if (target != null) {
        return target;
      }
    }
    return null;
  }

  /** The live sessions of a route in turn, without this bind's own. */
  private @Nullable Target sessionOf(String route) {
    List<Integer> others =
        sessions.liveSessions(route).stream()
            .filter(session -> !route.equals(bind.route()) || session != bind.session())
            .toList();
    return others.isEmpty()
        ? null
        : new Target(route, others.get(Math.floorMod(turn++, others.size())));
  }
}
