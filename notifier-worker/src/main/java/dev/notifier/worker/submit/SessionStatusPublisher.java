package dev.notifier.worker.submit;

import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the others what this worker's sessions do: what changed at once, the rest now and then. */
final class SessionStatusPublisher {
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(10);

  private record Told(Phase phase, @Nullable String lastError, double rateLimit, Instant at) {}

  private final SessionStatusListener news;
  private final InstantSource clock;
  private final String worker;
  private final Map<BindStatus, Told> told = new HashMap<>();

  SessionStatusPublisher(SessionStatusListener news, InstantSource clock, String worker) {
    this.news = news;
    this.clock = clock;
    this.worker = worker;
  }

  void announce(Collection<BindStatus> sessions) {
    Instant now = clock.instant();
    for (BindStatus session : sessions) {
      SessionRecord record = session.record(worker, now);
      Told before = told.get(session);
      Told after = new Told(record.phase(), record.lastError(), record.rateLimit(), now);
      if (before == null || isNews(before, after)) {
        told.put(session, after);
        news.tell(record);
      }
    }
  }

  /** These ended here, in order or not; whoever owns them next tells of them. */
  void ended(Collection<BindStatus> sessions) {
    announce(sessions.stream().filter(each -> each.phase() == Phase.STOPPED).toList());
    sessions.forEach(told::remove);
  }

  private static boolean isNews(Told before, Told after) {
    return before.phase() != after.phase()
        || before.rateLimit() != after.rateLimit()
        || !java.util.Objects.equals(before.lastError(), after.lastError())
        || Duration.between(before.at(), after.at()).compareTo(AGAIN_AFTER) >= 0;
  }
}
