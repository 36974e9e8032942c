package dev.notifier.worker.failover;

import java.util.List;

/** The live sessions of all workers. Thread-safe; never blocks. */
@FunctionalInterface
public interface SessionDirectory {
  /** The numbers of the route's sessions that are bound and write; empty if there are none. */
  List<Integer> liveSessions(String route);
}
