package dev.notifier.worker.webhooks;

import dev.notifier.contracts.Topics;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.kafka.feed.FeedIds;
import dev.notifier.store.webhooks.StoredWebhook;
import dev.notifier.store.webhooks.Webhook;
import dev.notifier.store.webhooks.WebhookLeases;
import dev.notifier.store.webhooks.WebhookLeases.Saved;
import dev.notifier.store.webhooks.WebhookProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to the webhooks that are leased to this worker. One thread renews the leases, starts and
 * stops the deliveries and stores how far they are. Thread-safe.
 */
public final class WebhookStage {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookStage.class);
  private static final Duration SESSION = Duration.ofSeconds(10);
  private static final Duration FETCH_WAIT = Duration.ofMillis(500);
  private static final int POLL_RECORDS = 4;
  private static final int READ_AHEAD_BYTES = 512 << 10;
  private static final Duration RENEWAL_WARNING = Duration.ofSeconds(30);
  private static final Duration AGE_WARNING = Duration.ofMinutes(15);
  private static final Duration RELEASE_WAIT = Duration.ofMillis(50);
  private static final int MAX_WARNINGS = 5;

  private final EndpointContext context;
  private final WebhookLeases leases;
  private final Kafka kafka;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  /** By id; guarded by this. */
  private final Map<String, Running> running = new HashMap<>();

  /** What was stored last; of the thread of the stage. */
  private final Map<String, WebhookProgress> saved = new HashMap<>();

  private volatile long renewedAt;

  WebhookStage(EndpointContext context, WebhookLeases leases, Kafka kafka) {
    this.context = context;
    this.leases = leases;
    this.kafka = kafka;
    this.renewedAt = context.nanoTime().getAsLong();
    this.thread = Thread.ofPlatform().name("webhooks").unstarted(this::run);
  }

  /**
   * How statuses are read.
   *
   * @param topicId Kafka's id of {@code notifier.statuses}, shortened; may fail while Kafka is
   *     unavailable
   */
  record Kafka(KafkaClients clients, FeedIds ids, IntSupplier topicId) {}

  /** A webhook with its thread. */
  private record Running(EndpointLoop loop, Thread thread) {
    boolean ended(Duration wait) throws InterruptedException {
      return thread.join(wait);
    }

    /** Whether its thread has ended by itself. */
    boolean isBroken() {
      return !thread.isAlive() && !loop.isStopping();
    }

    /** Whether it delivers, and goes on. */
    boolean isActive() {
      return thread.isAlive() && !loop.isStopping();
    }
  }

  /** Starts the deliveries. Called once. */
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      do {
        turn();
      } while (!stopping.await(context.timing().renewal().toMillis(), TimeUnit.MILLISECONDS));
      end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() throws InterruptedException {
    try {
      save();
      long readAt = context.nanoTime().getAsLong();
      List<StoredWebhook> leased = leases.renew(ids());
      renewedAt = readAt;
      List<StoredWebhook> kept = kept(leased);
      follow(kept, readAt);
    } catch (RuntimeException e) {
      // PostgreSQL is unavailable: what is leased continues until the start limit.
      LOG.warn("The leases of webhooks cannot be renewed: {}", e.getClass().getSimpleName());
      LOG.debug("The leases of webhooks cannot be renewed", e);
    }
    measure();
  }

  /** Gives up what is beyond the share of this worker, so that others can take it. */
  private List<StoredWebhook> kept(List<StoredWebhook> leased) {
    int share = leases.share();
    return leased.size() <= share ? leased : leased.subList(0, share);
  }

  /** One that is ending, or whose thread has ended, is released, and begun in a later turn. */
  private void follow(List<StoredWebhook> kept, long readAt) throws InterruptedException {
    Set<String> wanted = new HashSet<>();
    for (StoredWebhook stored : kept) {
      String id = stored.webhook().id();
      Running present = find(id);
      if (present == null) {
        wanted.add(id);
        begin(stored, readAt);
      } else if (present.isActive()) {
        wanted.add(id);
        present.loop.update(stored.webhook(), readAt);
      } else if (present.isBroken()) {
        LOG.error("The thread of the webhook {} has ended; it begins again", id);
      }
    }
    Set<String> unwanted = ids();
    unwanted.removeAll(wanted);
    for (String id : unwanted) {
      stop(id);
    }
    for (String id : unwanted) {
      release(id);
    }
  }

  private void begin(StoredWebhook stored, long readAt) {
    Webhook webhook = stored.webhook();
    EndpointLoop loop = new EndpointLoop(context, stored, readAt, () -> reader(webhook));
    Thread own = Thread.ofPlatform().name("webhook-" + webhook.id()).unstarted(loop);
    synchronized (this) {
      running.put(webhook.id(), new Running(loop, own));
    }
    own.start();
  }

  private StatusReader reader(Webhook webhook) {
    return new StatusReader(
        kafka
            .clients()
            .groupConsumer(
                "webhook-" + webhook.id(),
                Topics.webhookGroup(webhook.id()),
                new ReadSettings(SESSION, POLL_RECORDS, 1, FETCH_WAIT, READ_AHEAD_BYTES)),
        new StatusReader.Source(
            webhook.id(), webhook.tenant(), kafka.ids(), kafka.topicId().getAsInt()));
  }

  private void stop(String id) {
    Running ending = find(id);
    if (ending != null) {
      ending.loop.stop();
    }
  }

  /**
   * Gives up a webhook that was deleted, or belongs to another worker, when its deliveries have
   * ended; otherwise the next turn does that, and the lease stays until then.
   */
  private void release(String id) throws InterruptedException {
    Running ending = find(id);
    if (ending == null || !ending.ended(RELEASE_WAIT)) {
      return;
    }
    leases.save(List.of(new Saved(id, ending.loop.progress().snapshot())));
    leases.release(id);
    saved.remove(id);
    synchronized (this) {
      running.remove(id);
    }
  }

  private void save() {
    List<Saved> changed = new ArrayList<>();
    for (Running each : all()) {
      String id = each.loop.webhook().id();
      WebhookProgress progress = each.loop.progress().snapshot();
      if (!progress.equals(saved.get(id))) {
        changed.add(new Saved(id, progress));
      }
    }
    if (!changed.isEmpty()) {
      leases.save(changed);
      changed.forEach(each -> saved.put(each.id(), each.progress()));
    }
  }

  private void measure() {
    Instant now = context.clock().instant();
    List<WebhookMetrics.Age> ages = new ArrayList<>();
    int suspended = 0;
    for (Running each : all()) {
      ages.add(
          new WebhookMetrics.Age(each.loop.webhook().id(), age(each.loop, now).toMillis() / 1e3));
      suspended += each.loop.webhook().suspension() == null ? 0 : 1;
    }
    context.metrics().update(ages, suspended);
  }

  private static Duration age(EndpointLoop loop, Instant now) {
    Instant oldest = loop.progress().oldestAt();
    return oldest == null || oldest.isAfter(now) ? Duration.ZERO : Duration.between(oldest, now);
  }

  private synchronized Set<String> ids() {
    return new HashSet<>(running.keySet());
  }

  private synchronized @Nullable Running find(String id) {
    return running.get(id);
  }

  private synchronized List<Running> all() {
    return List.copyOf(running.values());
  }

  /** Ends all deliveries, and gives their leases up. */
  private void end() throws InterruptedException {
    all().forEach(each -> each.loop.stop());
    try {
      for (Running each : all()) {
        each.ended(context.timing().renewal());
      }
      for (String id : ids()) {
        release(id);
      }
      leases.leave();
    } catch (RuntimeException e) {
      LOG.info("The leases of webhooks end by themselves: {}", e.getClass().getSimpleName());
    }
  }

  /** Ends the deliveries; what is on its way has a few seconds. */
  public void stop(Duration timeout) {
    stopping.countDown();
    try {
      if (thread.isAlive() && !thread.join(timeout)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /** What needs attention; empty if nothing does. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    Duration unrenewed = Duration.ofNanos(context.nanoTime().getAsLong() - renewedAt);
    if (thread.isAlive() && unrenewed.compareTo(RENEWAL_WARNING) > 0) {
      warnings.add(
          "webhooks: nothing is delivered, because leases were not renewed for "
              + unrenewed.toSeconds()
              + " s; check PostgreSQL");
    }
    Instant now = context.clock().instant();
    all().stream()
        .map(each ->
            each.isBroken()
                ? "webhook " + each.loop.webhook().id() + ": its thread has ended; see the log"
                : warning(each.loop, now))
        .filter(text -> !text.isEmpty())
        .limit(MAX_WARNINGS)
        .forEach(warnings::add);
    return warnings;
  }

  private static String warning(EndpointLoop loop, Instant now) {
    String begin = "webhook " + loop.webhook().id() + ": ";
    Webhook.Suspension suspension = loop.webhook().suspension();
    if (suspension != null) {
      return suspension.reason() == Webhook.Reason.COMMAND
          ? ""
          : begin + "suspended (" + suspension.reason().id() + ")";
    }
    String problem = loop.problem();
    if (problem != null) {
      return begin + problem + "; see the log of this worker";
    }
    Duration age = age(loop, now);
    return age.compareTo(AGE_WARNING) > 0
        ? begin + "its oldest change waits for " + age.toMinutes() + " min"
        : "";
  }
}
