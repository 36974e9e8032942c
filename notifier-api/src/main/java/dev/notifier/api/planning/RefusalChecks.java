package dev.notifier.api.planning;

import dev.notifier.api.eventtypes.EventTypeRegistry;
import dev.notifier.kafka.table.TopicNotReadException;
import dev.notifier.planning.templates.TemplateCatalog;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Creates the checks of requests from the current snapshots. Thread-safe. */
public final class RefusalChecks {
  /** How long a request waits to learn whether a template is really missing. */
  private static final Duration CATCH_UP_TIMEOUT = Duration.ofSeconds(1);

  /** Requests that wait at the same time; each of them holds a thread that others need. */
  static final int MAX_WAITING = 8;

  private final EventTypeRegistry types;
  private final RouteSnapshot routes;
  private final RefusalCheck.Templates templates;

  /** Waits until the templates are known that are published at the time of the call. */
  @FunctionalInterface
  public interface CatchUp {
    /**
     * @throws TopicNotReadException when that takes longer than the timeout
     */
    void readToEnd(Duration timeout) throws InterruptedException;
  }

  public RefusalChecks(
      EventTypeRegistry types,
      RouteSnapshot routes,
      TemplateCatalogCache templates,
      CatchUp catchUp) {
    this.types = types;
    this.routes = routes;
    this.templates = new KnownTemplates(templates, catchUp, new Semaphore(MAX_WAITING));
  }

  /** Creates the check for the events of one request. */
  public RefusalCheck forRequest() {
    return new RefusalCheck(types, templates, routes.planner());
  }

  private record KnownTemplates(TemplateCatalogCache cache, CatchUp catchUp, Semaphore waiting)
      implements RefusalCheck.Templates {
    @Override
    public @Nullable TemplateCatalog current() {
      return cache.current();
    }

    @Override
    public @Nullable TemplateCatalog upToDate() throws InterruptedException {
      if (!waiting.tryAcquire()) {
        return null;
      }
      try {
        catchUp.readToEnd(CATCH_UP_TIMEOUT);
        return cache.current();
      } catch (TopicNotReadException e) {
        return null;
      } finally {
        waiting.release();
      }
    }
  }
}
