package dev.notifier.api.templates;

import dev.notifier.store.templates.TemplateVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes what is due, within a second of its time. Every program that is up does it; PostgreSQL
 * lets one of them. One thread; the class is thread-safe.
 */
final class PublicationScheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublicationScheduler.class);
  private static final Duration PERIOD = Duration.ofMillis(500);

  private final Supplier<List<TemplateVersion>> publishDue;
  private final Runnable afterwards;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("template-schedule").factory());

  /** Used by the one thread. */
  private boolean complained;

  /**
   * @param publishDue publishes and says what; may throw when PostgreSQL is away
   * @param afterwards has it heard of
   */
  PublicationScheduler(Supplier<List<TemplateVersion>> publishDue, Runnable afterwards) {
    this.publishDue = publishDue;
    this.afterwards = afterwards;
  }

  /** Once. */
  void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::look, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void look() {
    try {
      List<TemplateVersion> published = publishDue.get();
      for (TemplateVersion each : published) {
        LOG.info("Template {} version {} is in force", each.template(), each.version());
      }
      if (!published.isEmpty()) {
        afterwards.run();
      }
      complained = false;
    } catch (RuntimeException e) {
      // The schedule ends with the first exception that leaves it.
      if (!complained) {
        LOG.info("What is due is published later ({})", e.getClass().getSimpleName());
        complained = true;
      }
    }
  }
}
