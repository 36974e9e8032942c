package dev.notifier.worker.failover;

/** The addresses from which routes may send. Thread-safe; never blocks. */
@FunctionalInterface
public interface RouteSenders {
  /** Whether the route exists and may send from the address. */
  boolean mayUse(String route, String address);
}
