package dev.notifier.smsc.http;

import com.sun.net.httpserver.HttpExchange;
import dev.notifier.smsc.record.Counts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * One open page: server-sent events "message" as they come and "counts" once a second, until the
 * page goes away.
 */
final class EventStream {
  private static final long COUNTS_EVERY_MS = 1_000;

  private final HandsetFeed feed;
  private final Supplier<Counts> counts;
  private final JsonMapper json;

  EventStream(HandsetFeed feed, Supplier<Counts> counts, JsonMapper json) {
    this.feed = feed;
    this.counts = counts;
    this.json = json;
  }

  void serve(HttpExchange exchange) throws IOException {
    for (BlockingQueue<HandsetMessage> page : feed.open()) {
      try {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        follow(page, exchange.getResponseBody());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        feed.close(page);
      }
      return;
    }
    exchange.sendResponseHeaders(503, -1);
  }

  private void follow(BlockingQueue<HandsetMessage> page, OutputStream out)
      throws IOException, InterruptedException {
    long nextCounts = 0;
    while (true) {
      long now = System.currentTimeMillis();
      if (now >= nextCounts) {
        event(out, "counts", counts.get());
        out.flush();
        nextCounts = now + COUNTS_EVERY_MS;
      }
      HandsetMessage message = page.poll(nextCounts - now, TimeUnit.MILLISECONDS);
      while (message != null) {
        event(out, "message", message);
        message = page.poll();
      }
      out.flush();
    }
  }

  private void event(OutputStream out, String name, Object data) throws IOException {
    String text = "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
