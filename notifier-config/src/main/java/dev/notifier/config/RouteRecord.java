package dev.notifier.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.contracts.RecordCheck;
import dev.notifier.contracts.RecordFormat;
import dev.notifier.contracts.VersionedRecord;
import dev.notifier.contracts.routes.RouteTakeover;
import org.jspecify.annotations.Nullable;

/**
 * A route in its current version, on {@link dev.notifier.contracts.Topics#ROUTES}. Contains neither
 * where to connect nor a login: each worker takes these from its own configuration, and only the
 * limits, the pause and the rebind from the record.
 *
 * @param v version of this format, {@value #VERSION}
 * @param settings those without a value have the defaults of the configuration, except the limits:
 *     a route without them keeps its old ones
 * @param version of the route, ascending; an older one never replaces a newer one
 * @param paused whether nothing is submitted for now; links stay bound
 * @param rebind ascending; when it changes, every session binds again
 * @param takeover whether it takes the messages of other routes; null if no one has ever ordered it
 */
public record RouteRecord(
    int v,
    String name,
    int version,
    RouteConfig settings,
    boolean paused,
    int rebind,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RouteTakeover takeover)
    implements VersionedRecord {
  public static final int VERSION = 1;

  /** A route that takes only its own messages. */
  public RouteRecord(
      int v, String name, int version, RouteConfig settings, boolean paused, int rebind) {
    this(v, name, version, settings, paused, rebind, null);
  }

  /** The same route with another order; null for none. Its version does not change. */
  public RouteRecord withTakeover(@Nullable RouteTakeover order) {
    return new RouteRecord(v, name, version, settings, paused, rebind, order);
  }

  /** How it is read. A route with a setting that this release does not know keeps its old ones. */
  public static final RecordFormat<RouteRecord> FORMAT =
      new RecordFormat<>(RouteRecord.class, VERSION);

  @Override
  public void check(RecordCheck check) {
    check
        .required("name", name)
        .required("settings", settings)
        .valid("settings.sessions", () -> settings.sessions() >= 1)
        .valid("settings.window", () -> settings.window() >= 1)
        .valid("settings.rate", () -> settings.rate() >= 0)
        .valid("takeover", () -> takeover == null || takeover.isComplete());
  }
}
