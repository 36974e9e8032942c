package dev.notifier.api.templates;

import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.store.templates.TemplateVersion;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes scheduled versions, within a second of their time. Every instance tries; PostgreSQL
 * lets one of them succeed. Has one thread. Thread-safe.
 */
final class TemplatePublicationScheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemplatePublicationScheduler.class);
  private static final Duration PERIOD = Duration.ofMillis(500);

  private final Function<BiConsumer<TemplateVersion, Throwable>, List<TemplateVersion>> publishDue;
  private final Runnable publish;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("template-schedule").factory());

  /** Used by the thread only, as is the next. */
  private boolean failing;

  /** Those that could not be published the last time. */
  private Set<String> failed = Set.of();

  /**
   * @param publishDue publishes the due versions in the store and returns them, and passes on those
   *     that cannot be published; may throw if PostgreSQL is unavailable
   * @param publish starts the publication to Kafka
   */
  TemplatePublicationScheduler(
      Function<BiConsumer<TemplateVersion, Throwable>, List<TemplateVersion>> publishDue,
      Runnable publish) {
    this.publishDue = publishDue;
    this.publish = publish;
  }

  /** Starts the thread; may be called once. */
  void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::publishDue, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void publishDue() {
    try {
      Set<String> others = new HashSet<>();
      List<TemplateVersion> published = publishDue.apply((due, e) -> failed(others, due, e));
      failed = others;
      for (TemplateVersion version : published) {
        LOG.info("Template {} version {} is published", version.template(), version.version());
      }
      if (!published.isEmpty()) {
        publish.run();
      }
      failing = false;
    } catch (RuntimeException e) {
      // An exception that leaves this method would end the schedule.
      if (!failing) {
        LOG.info("Scheduled versions are published later ({})", e.getClass().getSimpleName());
        failing = true;
      }
    }
  }

  /** It is tried again each time; the log has it once. */
  private void failed(Set<String> others, TemplateVersion due, Throwable failure) {
    String name = due.template() + " version " + due.version();
    if (others.add(name) && !failed.contains(name)) {
      LOG.warn(
          "Template {} cannot be published at its time, and is tried again: {}",
          name,
          RedactedError.of(failure));
    }
  }
}
