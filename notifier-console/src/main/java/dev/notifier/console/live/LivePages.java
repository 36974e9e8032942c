package dev.notifier.console.live;

import dev.notifier.console.api.Api;
import dev.notifier.console.api.ApiException;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.live.LiveData.Read;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.ConsoleRequests;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the parts of a page that is loaded. Thread-safe. */
public final class LivePages implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LivePages.class);

  private final LiveRenderer renderer;
  private final InstantSource clock;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  public LivePages(Pages pages, ConsoleRequests requests, InstantSource clock) {
    renderer = new LiveRenderer(pages, requests);
    this.clock = clock;
  }

  /** The parts that a person sees. A document that cannot be read is not known to its parts. */
  public LiveView view(LivePage page, ConsoleRequest request) {
    List<LivePart> parts = page.partsFor(request.account());
    LiveData data = read(LivePage.sourcesOf(parts), request.api());
    return new LiveView(
        page.stream(), renderer.render(page, request.account(), request.language(), data));
  }

  /** Reads all at the same time. */
  private LiveData read(List<LiveSource<?>> sources, Api api) {
    Instant now = clock.instant();
    Map<String, Future<Read>> running = new HashMap<>();
    for (LiveSource<?> source : sources) {
      running.computeIfAbsent(source.name(), _ -> readers.submit(() -> read(source, api, now)));
    }
    Map<String, Read> documents = new HashMap<>();
    running.forEach((name, read) -> documents.put(name, result(read)));
    return new LiveData(documents, now);
  }

  private static Read read(LiveSource<?> source, Api api, Instant now) {
    try {
      return new Read(api.get(source.path().apply(now), source.type()), now);
    } catch (ApiException e) {
      return new Read(null, now);
    } catch (IllegalStateException e) {
      LOG.warn("A document of {} was not read", source.type().getSimpleName(), e);
      return new Read(null, now);
    }
  }

  private static Read result(Future<Read> read) {
    try {
      return read.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
