package dev.notifier.worker.bind;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.worker.journal.BindId;
import java.time.Duration;

/**
 * The current settings of a bind's route. A lower share of the rate applies at once, a higher one
 * after 2 s, when all workers have lowered theirs. Used by one thread.
 */
final class RouteSettings {
  private static final Duration RAISE_DELAY = Duration.ofSeconds(2);

  private final BindId bind;
  private final RouteProvider routes;
  private RouteRecord record;
  private String lastBinding;
  private double share;
  private double nextShare;
  private long raiseNanos;

  /**
   * Reads the route.
   *
   * @throws IllegalStateException if it does not exist
   */
  RouteSettings(BindId bind, RouteProvider routes) {
    this.bind = bind;
    this.routes = routes;
    record = require(routes, bind);
    lastBinding = binding(record);
    share = shareOf(record.settings());
    nextShare = share;
  }

  private static RouteRecord require(RouteProvider routes, BindId bind) {
    RouteRecord current = routes.current(bind.route());
    if (current == null) {
      throw new IllegalStateException("Route " + bind.route() + " does not exist");
    }
    return current;
  }

  /**
   * Reads the route again; one that no longer exists stays unchanged. Returns whether it changed.
   */
  boolean refresh(long nowNanos) {
    RouteRecord current = routes.current(bind.route());
    boolean changed = current != null && current.version() != record.version();
    if (current != null && changed) {
      record = current;
      nextShare = shareOf(current.settings());
      raiseNanos = nowNanos + RAISE_DELAY.toNanos();
    }
    if (nextShare != share && (isLower(nextShare, share) || nowNanos - raiseNanos >= 0)) {
      share = nextShare;
      changed = true;
    }
    return changed;
  }

  RouteConfig config() {
    return record.settings();
  }

  int window() {
    return record.settings().window();
  }

  /** The share of the contracted rate in segments per second; 0 = unlimited. */
  double share() {
    return share;
  }

  boolean isPaused() {
    return record.paused();
  }

  /** Whether the route has fewer sessions now. */
  boolean isRetired() {
    return bind.session() >= record.settings().sessions();
  }

  /**
   * Whether the session must be bound again, because an operator asked for it or because settings
   * of the connection changed. True once for each change.
   */
  boolean takeRebind() {
    String binding = binding(record);
    boolean changed = !binding.equals(lastBinding);
    lastBinding = binding;
    return changed;
  }

  private static String binding(RouteRecord record) {
    RouteConfig spec = record.settings();
    return record.rebind()
        + "|"
        + spec.host()
        + ":"
        + spec.port()
        + "|"
        + spec.systemId()
        + "|"
        + spec.systemType()
        + "|"
        + spec.bind()
        + "|"
        + spec.tls()
        + "|"
        + spec.link();
  }

  private static double shareOf(RouteConfig spec) {
    return (double) spec.rate() / spec.sessions();
  }

  private static boolean isLower(double one, double other) {
    return one > 0 && (other == 0 || one < other);
  }
}
