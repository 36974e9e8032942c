package dev.notifier.api.pipeline;

import dev.notifier.api.pipeline.Queue.Waiting;
import dev.notifier.contracts.Lane;
import java.time.Instant;
import java.util.Map;

/**
 * What waits at a moment.
 *
 * @param nanos the moment on the monotonic clock
 * @param written segments that each owner of a session has written since it has the session
 */
record Backlog(Instant at, long nanos, Map<Queue, Waiting> waiting, Map<String, Long> written) {
  /** The events of a lane that wait for plan. */
  Waiting events(Lane lane) {
    return waiting.getOrDefault(new Queue(null, lane), Waiting.NONE);
  }

  /** The messages of a lane that wait on all routes. */
  Waiting messages(Lane lane) {
    return waiting.entrySet().stream()
        .filter(each -> each.getKey().route() != null && each.getKey().lane() == lane)
        .map(Map.Entry::getValue)
        .reduce(Waiting.NONE, Waiting::plus);
  }

  /** The messages that wait on a route. */
  Waiting messages(String route) {
    return waiting.entrySet().stream()
        .filter(each -> route.equals(each.getKey().route()))
        .map(Map.Entry::getValue)
        .reduce(Waiting.NONE, Waiting::plus);
  }

  /** The messages of a lane that wait on a route. */
  Waiting messages(String route, Lane lane) {
    return waiting.getOrDefault(new Queue(route, lane), Waiting.NONE);
  }

  /** How many events and messages of a lane wait. */
  long count(Lane lane) {
    return events(lane).count() + messages(lane).count();
  }
}
