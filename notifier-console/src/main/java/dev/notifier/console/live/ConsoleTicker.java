package dev.notifier.console.live;

import dev.notifier.console.layout.Pages;
import dev.notifier.console.live.LiveReader.Document;
import dev.notifier.console.web.ConsoleRequests;
import dev.notifier.console.web.Viewer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps open pages up to date, however many there are: reads each document once a tenant, and
 * renders each part once a tenant and language. It does nothing while no page is open.
 */
public final class ConsoleTicker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleTicker.class);

  private final LiveConnections connections;
  private final LiveSettings settings;
  private final InstantSource clock;
  private final LiveRenderer renderer;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
  private final LiveReader reader;
  private final SessionChecks checks;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("console-ticker").factory());

  private long tick;

  /**
   * A document that open pages show.
   *
   * @param viewers who have its scope
   */
  private record Wanted(LiveSource<?> source, List<Viewer> viewers) {}

  public ConsoleTicker(
      LiveConnections connections, Pages pages, ConsoleRequests requests, InstantSource clock) {
    this.connections = connections;
    this.clock = clock;
    settings = connections.settings();
    renderer = new LiveRenderer(pages, requests);
    reader = new LiveReader(requests, connections, readers);
    checks = new SessionChecks(requests, connections, readers);
  }

  /** Begins to tick. */
  public void start() {
    long period = settings.tick().toNanos();
    var _ = thread.scheduleWithFixedDelay(this::tickSafely, period, period, TimeUnit.NANOSECONDS);
  }

  private void tickSafely() {
    try {
      tick();
    } catch (RuntimeException e) {
      // Its message could have parts of a page.
      LOG.error("Open pages were not brought up to date: {}", e.getClass().getName());
    }
  }

  private void tick() {
    List<LiveConnection> open = connections.all();
    Map<Document, Wanted> wanted = wanted(open);
    reader.keepOnly(wanted.keySet());
    if (open.isEmpty()) {
      return;
    }
    tick++;
    if (tick % settings.sessionCheckTicks() == 0) {
      checks.start(open);
    }
    Instant now = clock.instant();
    wanted.forEach(
        (document, each) -> reader.start(document, each.source(), each.viewers(), tick, now));
    reader.await(settings.patience());
    push(open, now);
  }

  /** What the open pages show. */
  private static Map<Document, Wanted> wanted(List<LiveConnection> open) {
    Map<Document, Wanted> wanted = new HashMap<>();
    for (LiveConnection connection : open) {
      Viewer viewer = connection.viewer();
      for (LiveSource<?> source : connection.sources()) {
        wanted
            .computeIfAbsent(
                new Document(connection.tenant(), source.name()),
                _ -> new Wanted(source, new ArrayList<>()))
            .viewers()
            .add(viewer);
      }
    }
    return wanted;
  }

  private void push(List<LiveConnection> open, Instant now) {
    Map<String, LiveData> data = new HashMap<>();
    LiveRenderer.Once once = renderer.once();
    for (LiveConnection connection : open) {
      if (reader.isReady(connection.tenant(), connection.sources())) {
        LiveData ofTenant =
            data.computeIfAbsent(connection.tenant(), tenant -> reader.data(tenant, now));
        push(connection, once, ofTenant);
      } else {
        connection.keepOpen(tick, settings.heartbeatTicks());
      }
    }
  }

  /** A page that fails does not stop others. */
  private void push(LiveConnection connection, LiveRenderer.Once once, LiveData data) {
    try {
      connection.send(once.event(connection, data), tick, settings.heartbeatTicks());
    } catch (RuntimeException e) {
      // Its message could have parts of a page.
      LOG.error(
          "The page {} was not brought up to date: {}",
          connection.page().stream(),
          e.getClass().getName());
      connection.keepOpen(tick, settings.heartbeatTicks());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    readers.shutdownNow();
  }
}
