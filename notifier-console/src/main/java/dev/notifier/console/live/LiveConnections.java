package dev.notifier.console.live;

import dev.notifier.console.web.Viewer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The pages in browsers that are kept up to date. They end before the server waits for requests
 * that have not ended. Thread-safe.
 */
public final class LiveConnections
    implements ApplicationListener<ContextClosedEvent>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveConnections.class);

  /** How long the end of the program waits for slow browsers. */
  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final LiveSettings settings;
  private final Set<LiveConnection> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private long added;
  private boolean closed;

  public LiveConnections(LiveSettings settings) {
    this.settings = settings;
  }

  LiveSettings settings() {
    return settings;
  }

  /**
   * Adds a page; nothing if there are too many, or the program ends. If the session has too many,
   * its oldest one ends.
   */
  synchronized Optional<SseEmitter> add(LivePage page, Viewer viewer) {
    endOldest(viewer.cookie());
    if (closed || open.size() >= settings.connections()) {
      return Optional.empty();
    }
    SseEmitter emitter = new SseEmitter(0L);
    LiveConnection connection = new LiveConnection(added++, page, viewer, emitter, senders);
    emitter.onCompletion(() -> open.remove(connection));
    emitter.onError(_ -> open.remove(connection));
    open.add(connection);
    connection.send(LiveEvents.OPEN, 0, Integer.MAX_VALUE);
    return Optional.of(emitter);
  }

  private void endOldest(String cookie) {
    List<LiveConnection> ofSession =
        all().stream()
            .filter(connection -> connection.viewer().cookie().equals(cookie))
            .sorted(Comparator.comparingLong(LiveConnection::number))
            .toList();
    int tooMany = ofSession.size() + 1 - settings.connectionsOfSession();
    ofSession.stream()
        .limit(Math.max(0, tooMany))
        .forEach(connection -> {
          open.remove(connection);
          connection.end(LiveEvents.HEARTBEAT);
        });
  }

  /** Those that are open. */
  List<LiveConnection> all() {
    open.removeIf(LiveConnection::isGone);
    return List.copyOf(open);
  }

  /** Ends those of a session, which has ended. */
  void signOut(String cookie) {
    open.removeIf(connection -> {
      boolean ends = connection.viewer().cookie().equals(cookie);
      if (ends) {
        connection.end(LiveEvents.SIGNED_OUT);
      }
      return ends;
    });
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    close();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      open.forEach(connection -> connection.end(LiveEvents.HEARTBEAT));
      open.clear();
      senders.shutdown();
    }
    try {
      if (!senders.awaitTermination(LONGEST_END.toNanos(), TimeUnit.NANOSECONDS)) {
        LOG.debug("Some browsers are too slow to end a stream");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
