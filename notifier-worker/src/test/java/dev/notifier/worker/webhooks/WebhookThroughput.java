package dev.notifier.worker.webhooks;

import dev.notifier.contracts.NotificationState;
import dev.notifier.contracts.StatusRecord.Change;
import dev.notifier.store.webhooks.WebhookFilter;
import dev.notifier.worker.testing.HttpsReceiver;
import dev.notifier.worker.testing.HttpsReceiver.Identity;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures deliveries to receivers of this machine, all in one process with Kafka; PostgreSQL is
 * another one. Not a test: docs/contributing.md says how to start it.
 */
final class WebhookThroughput {
  private static final int WEBHOOKS = 20;
  private static final long MS = TimeUnit.SECONDS.toMillis(1);

  private WebhookThroughput() {}

  /** Arguments: deliveries a second, seconds, changes of a request, webhooks that are down. */
  public static void main(String[] arguments) throws Exception {
    int rate = Integer.parseInt(arguments[0]);
    int seconds = Integer.parseInt(arguments[1]);
    int batch = Integer.parseInt(arguments[2]);
    int down = Integer.parseInt(arguments[3]);
    PrintStream out = System.out;
    Identity identity = Identity.create(Files.createTempDirectory("webhooks"));
    try (WebhookHarness harness = new WebhookHarness(identity)) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < WEBHOOKS; i++) {
        HttpsReceiver receiver = harness.receiver();
        String url = i < down ? "https://127.0.0.1:1/down" : receiver.url();
        ids.add(harness.webhook(WebhookHarness.TENANT, url, WebhookFilter.ALL, batch));
      }
      harness.worker("one", EndpointContext.Timing.USUAL);
      harness.publish(1, NotificationState.PLANNED);
      ids.subList(down, WEBHOOKS)
          .forEach(id -> WebhookHarness.await(() -> delivered(harness, id, 1)));

      int each = Math.max(1, rate / WEBHOOKS / 10);
      int published = 1;
      long cpu = cpuNanos();
      long start = System.nanoTime();
      CountDownLatch never = new CountDownLatch(1);
      for (int tenth = 0; tenth < seconds * 10; tenth++) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < each; i++) {
          changes.add(WebhookHarness.change(UUID.randomUUID(), NotificationState.DELIVERED));
        }
        harness.publish(WebhookHarness.TENANT, changes);
        published += each;
        long due = start + (tenth + 1) * Duration.ofMillis(100).toNanos();
        never.await(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
      }
      long target = published;
      ids.subList(down, WEBHOOKS)
          .forEach(id -> WebhookHarness.await(() -> delivered(harness, id, target)));
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      long used = TimeUnit.NANOSECONDS.toMillis(cpuNanos() - cpu);
      long deliveries = (target - 1) * (WEBHOOKS - down);
      out.println(
          deliveries
              + " deliveries in "
              + took
              + " ms: "
              + deliveries * MS / took
              + " a second, with receivers and Kafka "
              + used * 1_000 / deliveries
              + " us of processor time each");
    }
  }

  private static void delivered(WebhookHarness harness, String id, long changes) {
    long delivered = harness.find(id).progress().delivered();
    if (delivered < changes) {
      throw new AssertionError(id + " has got " + delivered + " of " + changes);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
