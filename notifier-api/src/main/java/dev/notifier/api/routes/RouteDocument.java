package dev.notifier.api.routes;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.SessionRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route as operators see it, without anything secret. Nulls are shown, so that every field is
 * always there.
 *
 * @param rate segments per second over all sessions; 0 = as fast as the carrier answers
 * @param window unanswered submit_sm at once, per session
 * @param stale whether Kafka was not heard for a while, so that the binds may be otherwise now
 * @param binds what was last heard of each session, retired ones included
 */
record RouteDocument(
    String name,
    int version,
    String host,
    int port,
    int rate,
    int sessions,
    int maxSessions,
    int window,
    boolean paused,
    List<String> failover,
    boolean stale,
    List<BindDocument> binds) {
  /** All routes. */
  record All(List<RouteDocument> routes) {}

  /**
   * One session.
   *
   * @param rate segments per second that it allows itself now; 0 = no limit
   * @param rateLimit its share of the route's rate; 0 = none
   * @param alive whether it spoke within the last half minute
   * @param at when it last spoke
   */
  record BindDocument(
      int session,
      String worker,
      SessionRecord.Phase state,
      boolean alive,
      double rate,
      double rateLimit,
      int window,
      int windowInUse,
      @Nullable String lastError,
      Instant at) {
    static BindDocument of(SessionRecord session, Instant now) {
      return new BindDocument(
          session.session(),
          session.worker(),
          session.phase(),
          session.at().plusSeconds(SessionRecord.STALE_SECONDS).isAfter(now),
          session.rate(),
          session.rateLimit(),
          session.window(),
          session.windowInUse(),
          session.lastError(),
          session.at());
    }
  }

  static RouteDocument of(RouteRecord route, RouteStatusCache board, Instant now) {
    RouteConfig spec = route.spec();
    return new RouteDocument(
        route.name(),
        route.version(),
        spec.host(),
        spec.port(),
        spec.rate(),
        spec.sessions(),
        spec.maxSessions(),
        spec.window(),
        route.paused(),
        spec.failover(),
        board.isStale(),
        board.sessions(route.name()).stream().map(each -> BindDocument.of(each, now)).toList());
  }
}
