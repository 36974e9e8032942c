package dev.notifier.worker.submit;

import java.util.List;

/** Which sessions live, on any worker. Thread-safe; never waits. */
@FunctionalInterface
public interface SessionDirectory {
  /** The numbers of the route's sessions that are bound and write; empty when none does. */
  List<Integer> living(String route);
}
