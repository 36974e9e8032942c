package dev.notifier.worker.bind.session;

import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Publishes the status of this worker's sessions: each change at once, the progress on its lanes
 * every second while they move, and otherwise every 10 s.
 */
public final class SessionStatusPublisher {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(1);

  private final Consumer<SessionRecord> sink;
  private final InstantSource clock;
  private final String worker;
  private final Map<BindStatus, SessionRecord> published = new HashMap<>();

  /**
   * @param sink must not block
   * @param worker the name of this worker
   */
  public SessionStatusPublisher(Consumer<SessionRecord> sink, InstantSource clock, String worker) {
    this.sink = sink;
    this.clock = clock;
    this.worker = worker;
  }

  /** Publishes the sessions that are due. */
  public void publish(Collection<BindStatus> sessions) {
    Instant now = clock.instant();
    for (BindStatus session : sessions) {
      SessionRecord current = session.toRecord(worker, now);
      SessionRecord last = published.get(session);
      if (last == null || isDue(last, current)) {
        published.put(session, current);
        sink.accept(current);
      }
    }
  }

  /** Publishes the end of stopped sessions; the next owner publishes the others. */
  public void publishEnd(Collection<BindStatus> sessions) {
    publish(sessions.stream().filter(session -> session.phase() == Phase.STOPPED).toList());
    sessions.forEach(published::remove);
  }

  private static boolean isDue(SessionRecord last, SessionRecord current) {
    Duration age = Duration.between(last.at(), current.at());
    // Its phase has changed, or whether the carrier throttles it.
    return !Objects.equals(last.since(), current.since())
        || last.rateLimit() != current.rateLimit()
        || !Objects.equals(last.lastError(), current.lastError())
        || (hasMoved(last, current) && age.compareTo(PROGRESS_INTERVAL) >= 0)
        || age.compareTo(INTERVAL) >= 0;
  }

  private static boolean hasMoved(SessionRecord last, SessionRecord current) {
    return !Objects.equals(last.bulkOffset(), current.bulkOffset())
        || !Objects.equals(last.progress(), current.progress());
  }
}
