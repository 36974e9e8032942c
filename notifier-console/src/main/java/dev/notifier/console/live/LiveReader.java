package dev.notifier.console.live;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiProblem;
import dev.notifier.console.live.LiveData.Read;
import dev.notifier.console.web.ConsoleRequests;
import dev.notifier.console.web.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads each document once for all who see it, with the session of one of them. For the thread of
 * the ticker only.
 */
final class LiveReader {
  private static final Logger LOG = LoggerFactory.getLogger(LiveReader.class);

  /** How many sessions are tried. */
  private static final int ATTEMPTS = 3;

  private final ConsoleRequests requests;
  private final LiveConnections connections;
  private final ExecutorService readers;
  private final Map<Document, Read> known = new HashMap<>();
  private final Map<Document, CompletableFuture<Read>> running = new HashMap<>();

  /**
   * A document of a tenant.
   *
   * @param tenant as of {@link LiveConnection#tenant}
   */
  record Document(String tenant, String source) {
    /** Does not contain the cookie of a session. */
    @Override
    public String toString() {
      return source;
    }
  }

  LiveReader(ConsoleRequests requests, LiveConnections connections, ExecutorService readers) {
    this.requests = requests;
    this.connections = connections;
    this.readers = readers;
  }

  /** Forgets all that is not in {@code needed}. */
  void keepOnly(Set<Document> needed) {
    known.keySet().retainAll(needed);
    running.keySet().retainAll(needed);
  }

  /**
   * Begins to read a document, if it is due.
   *
   * @param viewers who have its scope
   */
  void start(
      Document document, LiveSource<?> source, List<Viewer> viewers, long tick, Instant now) {
    boolean due = !known.containsKey(document) || tick % source.everyTicks() == 0;
    if (due && !running.containsKey(document)) {
      running.put(
          document, CompletableFuture.supplyAsync(() -> read(source, viewers, now), readers));
    }
  }

  private Read read(LiveSource<?> source, List<Viewer> viewers, Instant now) {
    Set<String> tried = new HashSet<>();
    for (Viewer viewer : viewers) {
      if (tried.size() == ATTEMPTS || !tried.add(viewer.cookie())) {
        continue;
      }
      try {
        return new Read(requests.apiOf(viewer).get(source.path().apply(now), source.type()), now);
      } catch (ApiException e) {
        if (e.problem().status() == ApiProblem.UNAUTHORIZED) {
          connections.signOut(viewer.cookie());
        }
      } catch (IllegalStateException e) {
        LOG.warn("A document of {} was not read", source.type().getSimpleName(), e);
        break;
      }
    }
    return new Read(null, now);
  }

  /** Waits for what is read; after {@code patience}, the rest comes later. */
  void await(Duration patience) {
    try {
      CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new))
          .get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      LOG.debug("A document is late");
    } catch (ExecutionException e) {
      LOG.warn("A document was not read: {}", String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running
        .entrySet()
        .removeIf(each -> {
          CompletableFuture<Read> read = each.getValue();
          if (read.state() == Future.State.SUCCESS) {
            known.put(each.getKey(), read.resultNow());
          }
          return read.isDone();
        });
  }

  /** Whether all these documents were read, or could not be. */
  boolean isReady(String tenant, List<LiveSource<?>> sources) {
    return sources.stream()
        .allMatch(source -> known.containsKey(new Document(tenant, source.name())));
  }

  /** The documents of a tenant. */
  LiveData data(String tenant, Instant now) {
    Map<String, Read> documents = new HashMap<>();
    known.forEach((document, read) -> {
      if (document.tenant().equals(tenant)) {
        documents.put(document.source(), read);
      }
    });
    return new LiveData(documents, now);
  }
}
