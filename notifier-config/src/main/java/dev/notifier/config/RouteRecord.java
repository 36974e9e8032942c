package dev.notifier.config;

/**
 * A route as it is in force, published so that all workers change together. Holds no password: each
 * worker has it from its configuration.
 *
 * @param v version of this form, {@value #VERSION}
 * @param version of the route, growing; an older one never replaces a newer one
 * @param paused whether nothing is submitted for now; links stay bound
 * @param rebind growing number; when it changes every session binds anew
 */
public record RouteRecord(
    int v, String name, int version, RouteConfig spec, boolean paused, int rebind) {
  public static final int VERSION = 1;
}
