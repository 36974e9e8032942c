package dev.notifier.worker.submit;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one bind is told to do, as the route is in force right now. A lower share of the rate holds
 * at once, a higher one a moment later: by then every worker has lowered its own. One thread.
 */
final class RouteSettings {
  private static final Duration RAISE_AFTER = Duration.ofSeconds(2);

  private final Bind bind;
  private final RouteProvider book;
  private RouteRecord record;
  private double share;
  private double nextShare;
  private long raiseNanos;

  RouteSettings(Bind bind, RouteProvider book, RouteRecord first) {
    this.bind = bind;
    this.book = book;
    record = first;
    share = shareOf(first.spec());
    nextShare = share;
  }

  /** Looks whether something changed; a route that vanished stays as it was. */
  boolean look(long nowNanos) {
    RouteRecord now = book.current(bind.route());
    boolean changed = now != null && now.version() != record.version();
    if (now != null && changed) {
      record = now;
      nextShare = shareOf(now.spec());
      raiseNanos = nowNanos + RAISE_AFTER.toNanos();
    }
    if (nextShare != share && (isLower(nextShare, share) || nowNanos - raiseNanos >= 0)) {
      share = nextShare;
      changed = true;
    }
    return changed;
  }

  RouteConfig route() {
    return record.spec();
  }

  int window() {
    return record.spec().window();
  }

  /** Segments a second of this bind; 0 = no limit. */
  double share() {
    return share;
  }

  boolean paused() {
    return record.paused();
  }

  /** Whether the route has fewer sessions now. */
  boolean retired() {
    return bind.session() >= record.spec().sessions();
  }

  /** Changes when an operator wants the session bound anew, or how it is bound has changed. */
  String binding() {
    RouteConfig spec = record.spec();
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

  /** The record in force, for the settings that hold as long as a run. */
  static RouteRecord require(RouteProvider book, Bind bind) {
    @Nullable RouteRecord record = book.current(bind.route());
    if (record == null) {
      throw new IllegalStateException("Route " + bind.route() + " is not known any more");
    }
    return record;
  }
}
