package dev.notifier.config;

/**
 * A route in its current version, on {@link dev.notifier.contracts.Topics#ROUTES}. Contains no
 * password; each worker takes that from its configuration.
 *
 * @param v version of this format, {@value #VERSION}
 * @param version of the route, ascending; an older one never replaces a newer one
 * @param paused whether nothing is submitted for now; links stay bound
 * @param rebind ascending; when it changes, every session binds again
 */
public record RouteRecord(
    int v, String name, int version, RouteConfig spec, boolean paused, int rebind) {
  public static final int VERSION = 1;
}
