package dev.notifier.api.routes;

import dev.notifier.contracts.RouteRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the routes of PostgreSQL that the topic lacks: at the start, at once after a change,
 * and every half minute what was lost between PostgreSQL's commit and Kafka. Readers pass over what
 * they know, so twice does no harm. One thread; the class is thread-safe.
 */
public final class Publication implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
  private static final Duration PERIOD = Duration.ofSeconds(30);

  private final Supplier<List<RouteRecord>> stored;
  private final Board board;
  private final Consumer<RouteRecord> sender;
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("route-publication").factory());

  /** Used by the one thread. */
  private boolean complained;

  /**
   * @param stored asks PostgreSQL for all routes; may throw when it is away
   * @param sender sends to Kafka; may take seconds and throw
   */
  public Publication(
      Supplier<List<RouteRecord>> stored, Board board, Consumer<RouteRecord> sender) {
    this.stored = stored;
    this.board = board;
    this.sender = sender;
  }

  /** Looks at once and then every half minute; once. */
  public void start() {
    var _ =
        schedule.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Publishes what changed, as soon as may be, without waiting for it. */
  void soon() {
    try {
      schedule.execute(this::look);
    } catch (RejectedExecutionException e) {
      LOG.info("The end is near; a worker publishes the change within half a minute");
    }
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }

  private void look() {
    try {
      for (RouteRecord route : stored.get()) {
        if (board.lacks(route)) {
          sender.accept(route);
        }
      }
      complained = false;
    } catch (RuntimeException e) {
      // The schedule ends with the first exception that leaves it.
      if (!complained) {
        LOG.info("Routes are published later ({})", e.getClass().getSimpleName());
        complained = true;
      }
    }
  }
}
