package dev.notifier.console.routes;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route of {@code GET /v1/routes/{name}}, as its forms show it.
 *
 * @param configured null if the api does not say it
 */
record RouteView(
    String name,
    String version,
    @Nullable Boolean configured,
    int rate,
    int sessions,
    int maxSessions,
    int window,
    boolean paused,
    @Nullable List<RouteSessions.Bind> binds,
    List<String> failover,
    @Nullable Double pricePerSegment,
    @Nullable Contact contact,
    @Nullable Takeover takeover) {
  /** A page of {@code GET /v1/routes}. */
  record All(List<RouteView> routes) {
    /** Those that take the messages of others. */
    List<RouteView> takeovers() {
      return routes.stream().filter(route -> route.takeover() != null).toList();
    }
  }

  /**
   * That it takes the messages of the other routes.
   *
   * @param messages all or urgent
   * @param by null for those who may not know it, as the reason
   */
  record Takeover(String messages, Instant until, @Nullable String by, @Nullable String reason) {}

  /** The contact of the route. */
  record Contact(
      String contact, String contract, String note, @Nullable Instant changedAt, String changedBy) {
    static final Contact NONE = new Contact("", "", "", null, "");
  }

  /** The contact, even if no one has written it down. */
  Contact knownContact() {
    return contact == null ? Contact.NONE : contact;
  }

  /** Whether it may take the messages of others; a route that is not configured sends nothing. */
  boolean canTakeOver() {
    return !Boolean.FALSE.equals(configured);
  }

  /** Whether none of its sessions is up, though it should send. */
  boolean isDown() {
    return !paused && binds != null && binds.stream().noneMatch(RouteSessions.Bind::isUp);
  }
}
