package dev.notifier.api.pipeline;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits, and whether the routes work. Fields that are null are included.
 *
 * @param at when this was put together; null before the first time
 * @param measuredAt when Kafka was last asked what waits; null before the first time
 */
record PipelineDocument(
    @Nullable Instant at,
    @Nullable Instant measuredAt,
    boolean kafkaAvailable,
    boolean storeAvailable,
    Summary summary,
    List<LaneDocument> lanes,
    List<RouteState> routes) {

  /**
   * One sentence, as a code with parameters.
   *
   * @param route the one that is meant; null if none is
   * @param since since when; null if that is unknown
   * @param waiting how many events and messages wait for what is meant
   * @param urgentAffected whether an urgent event or message waits for too long, or an urgent
   *     message on a route that is down or paused
   * @param others how many more routes are down or paused
   */
  record Summary(
      Code code,
      @Nullable String route,
      @Nullable Instant since,
      long waiting,
      boolean urgentAffected,
      int others) {}

  /** What the summary says; the first that applies. */
  enum Code {
    /** Kafka or PostgreSQL is unavailable; the figures are the last known ones. */
    STALE("stale"),
    /** No session of a route is bound. */
    ROUTE_DOWN("route-down"),
    /** An operator has paused a route. */
    PAUSED("paused"),
    /** Something waits for too long. */
    SLOW("slow"),
    ALL_WELL("all-well");

    private final String id;

    Code(String id) {
      this.id = id;
    }

    @JsonValue
    String id() {
      return id;
    }
  }

  /**
   * A lane.
   *
   * @param events that wait for plan
   * @param messages that wait for submission, over all routes
   * @param oldest since when the first of them has waited; null if none does
   * @param trend the id of a {@link Trend}
   * @param emptyAt when nothing will wait if it goes on like this; null if that is not foreseeable
   */
  record LaneDocument(
      String lane,
      long events,
      long messages,
      @Nullable Instant oldest,
      String trend,
      @Nullable Instant emptyAt) {}

  /**
   * A route.
   *
   * @param since since when it is in this state, or is paused; null if that is unknown
   * @param reason why its messages wait, or would wait
   * @param hindrance why it needs attention although it is bound; null if it does not
   * @param window of all sessions that report
   * @param rate segments per second that were written lately; null if that is unknown
   * @param rateLimit segments per second over all sessions; 0 = unlimited
   * @param oldest since when the first message has waited; null if none does
   */
  record RouteState(
      String name,
      Bound state,
      @Nullable Instant since,
      String reason,
      @Nullable Hindrance hindrance,
      boolean paused,
      int sessions,
      int boundSessions,
      int window,
      int windowInUse,
      @Nullable Double rate,
      int rateLimit,
      long waiting,
      @Nullable Instant oldest,
      long urgentWaiting) {}

  /** What hinders a route that is bound; the first that applies. */
  enum Hindrance {
    /** The carrier responds with errors, so that nothing is sent. */
    FAILING("failing"),
    /** The first message has waited for longer than the limits of the health. */
    LATE("late"),
    /** The carrier accepts less than the contract says. */
    THROTTLED("throttled"),
    /** More comes in than goes out, and the first message has waited for a while. */
    GROWING("growing"),
    /** A session was lost lately. */
    UNSTABLE("unstable");

    private final String id;

    Hindrance(String id) {
      this.id = id;
    }

    @JsonValue
    String id() {
      return id;
    }
  }

  /** How many sessions of a route are bound. */
  enum Bound {
    ALL("all"),
    SOME("some"),
    NONE("none");

    private final String id;

    Bound(String id) {
      this.id = id;
    }

    @JsonValue
    String id() {
      return id;
    }
  }
}
