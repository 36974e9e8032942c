package dev.notifier.api.routes;

import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.routes.RouteTakeover;
import dev.notifier.store.routes.RouteContactStore.Contact;
import dev.notifier.store.routes.RoutePauseStore.Pause;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route, without its password and system id. Fields that are null are included.
 *
 * @param configured whether the configuration of this api has the route, which is that of the
 *     workers: they send over no other
 * @param host of the carrier in the configuration of this api, which is where the port comes from
 *     as well; null if the route is not in it
 * @param rate segments per second over all sessions; 0 = unlimited
 * @param window the maximum of outstanding submit_sm of each session
 * @param pause who has paused it, and when; null if it is not paused
 * @param pricePerSegment in VND today, of the first segment of a month whose category has no price
 *     of its own; null if none is known
 * @param contact who is called about it; null for callers of another tenant than {@code default},
 *     and if no one has written it down
 * @param takeover that it takes the messages of the other routes; null if it does not, or not any
 *     more, and if it is not configured
 * @param stale true if Kafka has been unavailable for a while, so that the binds may have changed
 * @param binds the last known status of each session, including retired sessions
 */
record RouteDocument(
    String name,
    int version,
    boolean configured,
    @Nullable String host,
    @Nullable Integer port,
    int rate,
    int sessions,
    int maxSessions,
    int window,
    boolean paused,
    @Nullable PauseDocument pause,
    List<String> failover,
    @Nullable BigDecimal pricePerSegment,
    @Nullable ContactDocument contact,
    @Nullable TakeoverDocument takeover,
    boolean stale,
    List<BindDocument> binds) {
  /** In which the prices of carriers change. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  /**
   * A page of the routes.
   *
   * @param next the {@code after} of the next page; null on the last page
   */
  record All(List<RouteDocument> routes, @Nullable String next) {}

  /** The contact of a route; each text may be empty. */
  record ContactDocument(
      String contact, String contract, String note, Instant changedAt, String changedBy) {
    static ContactDocument of(Contact contact) {
      return new ContactDocument(
          contact.texts().contact(),
          contact.texts().contract(),
          contact.texts().note(),
          contact.changedAt(),
          contact.changedBy());
    }
  }

  /**
   * A pause.
   *
   * @param by null for callers of another tenant than {@code default}
   */
  record PauseDocument(Instant since, @Nullable String by) {
    static @Nullable PauseDocument of(@Nullable Pause pause, boolean national) {
      return pause == null ? null : new PauseDocument(pause.since(), national ? pause.by() : null);
    }
  }

  /** What PostgreSQL has about a route beside the route itself. */
  record Stored(RouteRecord route, @Nullable Contact contact, @Nullable Pause pause) {}

  /**
   * That it takes the messages of the other routes.
   *
   * @param messages all or urgent
   * @param reason null for callers of another tenant than {@code default}, as {@code by}
   */
  record TakeoverDocument(
      RouteTakeover.Messages messages,
      Instant until,
      Instant since,
      @Nullable String by,
      @Nullable String reason) {
    static @Nullable TakeoverDocument of(
        @Nullable RouteTakeover order, boolean national, Instant now) {
      return order == null || !order.isInForce(now)
          ? null
          : new TakeoverDocument(
              order.messages(),
              order.until(),
              order.since(),
              national ? order.by() : null,
              national ? order.reason() : null);
    }
  }

  /**
   * A session.
   *
   * @param alive true if the session reported its status within the last 30 s
   * @param rate the current limit in segments per second, adapted to throttling; 0 = unlimited
   * @param rateLimit the session's share of the route's rate; 0 = unlimited
   * @param at when it last reported its status
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

  static RouteDocument of(
      Stored stored,
      SendingRoutes configuration,
      boolean national,
      RouteStatusCache status,
      Instant now) {
    RouteRecord route = stored.route();
    Contact contact = stored.contact();
    RouteConfig spec = route.settings();
    RouteConfig configured = configuration.find(route.name());
    return new RouteDocument(
        route.name(),
        route.version(),
        configuration.sends(route.name()),
        configured == null ? null : configured.host(),
        configured == null ? null : configured.port(),
        spec.rate(),
        spec.sessions(),
        spec.maxSessions(),
        spec.window(),
        route.paused(),
        PauseDocument.of(stored.pause(), national),
        spec.failover(),
        spec.costs().cost(LocalDate.ofInstant(now, ZONE), "", 0, 1),
        contact == null ? null : ContactDocument.of(contact),
        configuration.sends(route.name())
            ? TakeoverDocument.of(route.takeover(), national, now)
            : null,
        status.isStale(),
        status.sessions(route.name()).stream()
            .map(session -> BindDocument.of(session, now))
            .toList());
  }
}
