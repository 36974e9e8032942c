package dev.notifier.api.knowledge;

import dev.notifier.store.knowledge.KnowledgeSearch;
import dev.notifier.store.knowledge.KnowledgeSearchLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds searches to the log in batches, every second. While PostgreSQL is unavailable it keeps some,
 * and counts those that it leaves out. Has one thread. Thread-safe; {@link #accept} never blocks.
 */
final class SearchLogBuffer implements Consumer<KnowledgeSearch>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SearchLogBuffer.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final int MAX_WAITING = 10_000;
  private static final int MAX_BATCH = 1_000;

  private final BlockingQueue<KnowledgeSearch> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final KnowledgeSearchLog log;
  private final Counter lost;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("knowledge-searches").factory());

  /** The batch that could not be added; used by the thread only, as is the next. */
  private List<KnowledgeSearch> batch = new ArrayList<>();

  private boolean failing;

  SearchLogBuffer(KnowledgeSearchLog log, MeterRegistry registry) {
    this.log = log;
    this.lost =
        Counter.builder("notifier.knowledge.searches.lost")
            .description("Searches of the knowledge base that were not logged")
            .register(registry);
  }

  /** Starts the thread; may be called once. */
  void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::flush, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void accept(KnowledgeSearch search) {
    if (!waiting.offer(search)) {
      lost.increment();
    }
  }

  /** Adds what waits, and stops. */
  @Override
  public void close() {
    try {
      thread.execute(this::flush);
      thread.shutdown();
      if (!thread.awaitTermination(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void flush() {
    try {
      do {
        if (batch.isEmpty()) {
          waiting.drainTo(batch, MAX_BATCH);
        }
        log.add(batch);
        batch = new ArrayList<>();
      } while (!waiting.isEmpty());
      failing = false;
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      if (!failing) {
        LOG.info("Searches are logged later ({})", e.getClass().getSimpleName());
        failing = true;
      }
    }
  }
}
