package dev.notifier.smsc.http;

import com.sun.net.httpserver.HttpExchange;
import dev.notifier.smsc.record.Counts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves server-sent events to one page until it closes: "message" as messages arrive, and "counts"
 * once a second.
 */
final class EventStream {
  private static final long COUNTS_INTERVAL_MS = 1_000;

  private final HandsetFeed feed;
  private final Supplier<Counts> counts;
  private final JsonMapper json;

  EventStream(HandsetFeed feed, Supplier<Counts> counts, JsonMapper json) {
    this.feed = feed;
    this.counts = counts;
    this.json = json;
  }

  /** Serves the page; responds with 503 when too many pages are open. */
  void serve(HttpExchange exchange) throws IOException {
    Optional<BlockingQueue<HandsetMessage>> page = feed.open();
    if (page.isEmpty()) {
      exchange.sendResponseHeaders(503, -1);
      return;
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
      sendEvents(page.get(), exchange.getResponseBody());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      feed.close(page.get());
    }
  }

  private void sendEvents(BlockingQueue<HandsetMessage> page, OutputStream out)
      throws IOException, InterruptedException {
    long nextCountsMs = 0;
    while (true) {
      long nowMs = System.currentTimeMillis();
      if (nowMs >= nextCountsMs) {
        sendEvent(out, "counts", counts.get());
        out.flush();
        nextCountsMs = nowMs + COUNTS_INTERVAL_MS;
      }
      HandsetMessage message = page.poll(nextCountsMs - nowMs, TimeUnit.MILLISECONDS);
      while (message != null) {
        sendEvent(out, "message", message);
        message = page.poll();
      }
      out.flush();
    }
  }

  private void sendEvent(OutputStream out, String name, Object data) throws IOException {
    String text = "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
