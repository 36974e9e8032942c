package dev.notifier.console.pipeline;

import dev.notifier.console.api.ApiPath;
import dev.notifier.console.live.LiveSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/pipeline}. */
public record PipelineStatus(
    @Nullable Instant at,
    @Nullable Instant measuredAt,
    boolean kafkaAvailable,
    boolean storeAvailable,
    Summary summary,
    List<Lane> lanes,
    List<Route> routes) {
  /** Where it comes from: the HTTP interface has it in memory. */
  public static final LiveSource<PipelineStatus> SOURCE =
      LiveSource.of("pipeline", "routes:read", 1, ApiPath.of("/v1/pipeline"), PipelineStatus.class);

  /** One sentence as a code with parameters. */
  public record Summary(
      String code,
      @Nullable String route,
      @Nullable Instant since,
      long waiting,
      boolean urgentAffected,
      int others) {
    /** The key of its text in a group of texts. */
    public String text(String group) {
      return group + "." + code;
    }

    /** The colour of the sentence. */
    public String tag() {
      return switch (code) {
        case "all-well" -> "good";
        case "route-down" -> "bad";
        default -> "warn";
      };
    }
  }

  /** What waits on a lane. */
  public record Lane(
      String lane,
      long events,
      long messages,
      @Nullable Instant oldest,
      String trend,
      @Nullable Instant emptyAt) {
    private static final int MINUTE = 60;

    /** How much waits. */
    public long waiting() {
      return events + messages;
    }

    /** Whether it will be empty within a minute, so that a time would only be that of now. */
    public boolean isEmptySoon(@Nullable Instant now) {
      return emptyAt != null && now != null && emptyAt.isBefore(now.plusSeconds(MINUTE));
    }
  }

  /**
   * A route.
   *
   * @param hindrance why it needs attention although it is bound; null if it does not
   */
  public record Route(
      String name,
      String state,
      @Nullable Instant since,
      String reason,
      @Nullable String hindrance,
      boolean paused,
      int sessions,
      int boundSessions,
      int window,
      int windowInUse,
      @Nullable Double rate,
      int rateLimit,
      long waiting,
      @Nullable Instant oldest,
      long urgentWaiting) {
    private static final double NEARLY = 0.9;

    /** The state in one word: a key of the texts {@code pipeline.route}. */
    public String word() {
      if (paused) {
        return "paused";
      }
      return switch (state) {
        case "all" -> hindrance == null ? "up" : hindrance;
        case "some" -> "partly";
        default -> "down";
      };
    }

    /** What to do: a key of the texts {@code routes.next}. */
    public String advice() {
      return word().equals("down") && reason.equals("bind-refused") ? "refused" : word();
    }

    /** Why its messages wait: a key of the texts {@code routes.reason}. */
    public String why() {
      if (!reason.equals("queued") || isAtItsLimit()) {
        return reason;
      }
      return window > 0 && windowInUse >= NEARLY * window ? "window" : "turn";
    }

    private boolean isAtItsLimit() {
      return rateLimit > 0 && rate != null && rate >= NEARLY * rateLimit;
    }

    /**
     * The same route as its stored order says: what is published is a moment older.
     *
     * @param pausedSince null if it is not paused or that is unknown
     */
    public Route ordered(boolean isPaused, @Nullable Instant pausedSince) {
      boolean resumed = paused && !isPaused;
      return new Route(
          name,
          state,
          isPaused && pausedSince != null ? pausedSince : resumed ? null : since,
          isPaused ? "route-paused" : resumed ? "queued" : reason,
          isPaused ? null : hindrance,
          isPaused,
          sessions,
          boundSessions,
          window,
          windowInUse,
          rate,
          rateLimit,
          waiting,
          oldest,
          urgentWaiting);
    }

    /** The colour of the state. */
    public String tag() {
      return switch (word()) {
        case "up" -> "good";
        case "down", "failing" -> "bad";
        default -> "warn";
      };
    }
  }

  /** A route by its name. */
  public Optional<Route> route(String name) {
    return routes.stream().filter(route -> route.name().equals(name)).findFirst();
  }
}
