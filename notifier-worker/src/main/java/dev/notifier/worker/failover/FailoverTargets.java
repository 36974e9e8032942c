package dev.notifier.worker.failover;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.RetryDelay;
import dev.notifier.contracts.SubmitRecord;
import dev.notifier.contracts.origin.MessageOrigin;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.MessageTransfer;
import dev.notifier.worker.journal.PendingSegment;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds another bind for the messages of a bind. An answer only goes to a route that may send from
 * its address. Used by one thread.
 */
public final class FailoverTargets {
  /** A message that has moved this often does not move to another bind at once. */
  private static final int MAX_HOPS = 5;

  /** After it, a message that cannot move now goes to any session of its route. */
  static final RetryDelay WAIT = RetryDelay.S30;

  private static final int FIRST_SESSION = 0;

  private final BindId bind;
  private final SessionDirectory sessions;
  private final RouteSenders senders;
  private final MeterRegistry registry;
  private int turn;

  public FailoverTargets(
      BindId bind, SessionDirectory sessions, RouteSenders senders, MeterRegistry registry) {
    this.bind = bind;
    this.sessions = sessions;
    this.senders = senders;
    this.registry = registry;
  }

  private record Target(String route, int session) {}

  /**
   * Another live session for a message that has not moved yet: of this route, otherwise of the
   * first failover route that has one. After the first move the failover routes come first, so that
   * a message does not move between the sessions of a carrier that is silent.
   */
  private @Nullable Target liveSession(SubmitRecord message, List<String> failoverRoutes) {
    List<String> others = allowed(message, failoverRoutes);
    boolean isFirstMove = message.hops() == 0;
    Target preferred = isFirstMove ? sessionOf(bind.route()) : firstOf(others);
    if (preferred != null) {
      return preferred;
    }
    return isFirstMove ? firstOf(others) : sessionOf(bind.route());
  }

  /** The routes that may send the message. */
  private List<String> allowed(SubmitRecord message, List<String> routes) {
    MessageOrigin origin = message.origin();
    String sender = message.sender();
    return sender == null || origin == null || !origin.isAnswer()
        ? routes
        : routes.stream().filter(route -> senders.mayUse(route, sender)).toList();
  }

  /**
   * Moves a message that no carrier has from this bind, which is down. One that has moved too
   * often, or that no live route may send, waits on a retry topic, so that it does not block those
   * behind it.
   *
   * @return null if no bind is live
   */
  @Nullable MessageTransfer fromDown(SubmitRecord message, Lane lane, List<String> failoverRoutes) {
    Target target = liveSession(message, failoverRoutes);
    if (target == null && firstOf(failoverRoutes) == null) {
      return null;
    }
    return target == null || message.hops() >= MAX_HOPS
        ? MessageTransfer.toRetryTopic(message, lane, WAIT, null)
        : transfer(message, lane, target, message.attempt());
  }

  /**
   * Moves a message from this bind, whose session is retired. It never stays: without a live
   * session it moves to the first session of the route, which is never retired. A message that the
   * carrier may have stays on its route.
   */
  MessageTransfer fromRetired(SubmitRecord message, Lane lane, List<String> failoverRoutes) {
    boolean mayChangeRoute = message.isUntouched() && message.hops() < MAX_HOPS;
    Target live = sessionOf(bind.route());
    if (live == null && mayChangeRoute) {
      live = firstOf(allowed(message, failoverRoutes));
    }
    Target target = live == null ? new Target(bind.route(), FIRST_SESSION) : live;
    return transfer(message, lane, target, message.attempt());
  }

  /** Moves a message, as its next attempt, to the first failover route that has a live session. */
  public @Nullable MessageTransfer toOtherRoute(
      PendingSegment segment, List<String> failoverRoutes) {
    SubmitRecord message = segment.message();
    Target target = message.hops() < MAX_HOPS ? firstOf(allowed(message, failoverRoutes)) : null;
    return target == null
        ? null
        : transfer(message, segment.intent().lane(), target, segment.intent().attempt() + 1);
  }

  /** Moves a message and counts that. */
  private MessageTransfer transfer(
      SubmitRecord message, Lane lane, Target target, int nextAttempt) {
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
