package dev.notifier.worker.webhooks;

import dev.notifier.store.webhooks.StoredWebhook;
import dev.notifier.store.webhooks.Webhook;
import dev.notifier.worker.http.OutboundRequest;
import dev.notifier.worker.webhooks.ReadChange.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers to one webhook, on a thread of its own, so that a receiver that is slow or down holds
 * nothing but its own position. What is in memory is bounded: {@value #MAX_KEPT} places, the
 * changes of one poll, and {@value #MAX_IN_FLIGHT} requests.
 */
final class EndpointLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(EndpointLoop.class);

  /** Requests that are on their way at a time. */
  private static final int MAX_IN_FLIGHT = 8;

  /** Fewer changes than these wait: more are read. */
  private static final int READ_BELOW = 200;

  /** The most places that are kept behind a change that is not done: nothing more is read. */
  private static final int MAX_KEPT = 5_000;

  private static final Duration IDLE_POLL = Duration.ofMillis(300);
  private static final long BUSY_MS = 20;
  private static final long WAIT_MS = 200;
  private static final long AFTER_ERROR_SECONDS = 5;
  private static final long COMMIT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long RECOMMIT_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final Duration STOP_COMMIT = Duration.ofSeconds(2);
  private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final EndpointContext context;
  private final Supplier<StatusReader> readers;
  private final LinkedBlockingQueue<Completion> completions = new LinkedBlockingQueue<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final EndpointProgress progress;
  private final DeliveryQueue queue = new DeliveryQueue();
  private final DeliveryOutcomes outcomes;
  private final SuspensionState suspension;
  private volatile Latest latest;
  private volatile @Nullable String problem;
  private Latest used;
  private MessageBuilder messages;
  private long committedAt;
  private long polledAt;

  /**
   * @param stored the webhook as it was leased
   * @param readAt when it was read, in nanoseconds of the context
   * @param readers opens a reader of the webhook's tenant
   */
  EndpointLoop(
      EndpointContext context, StoredWebhook stored, long readAt, Supplier<StatusReader> readers) {
    this.context = context;
    this.readers = readers;
    this.progress = new EndpointProgress(stored.progress());
    this.latest = new Latest(stored.webhook(), readAt);
    this.used = latest;
    this.messages = new MessageBuilder(stored.webhook(), context.secrets());
    this.suspension = new SuspensionState(stored.webhook().suspension(), readAt);
    this.outcomes =
        new DeliveryOutcomes(context, stored.webhook().id(), queue, progress, suspension);
    this.committedAt = readAt;
    this.polledAt = readAt;
  }

  /** The webhook as the database has it, and when the reading of it began. */
  private record Latest(Webhook webhook, long readAt) {}

  /** What became of a request. */
  private record Completion(Delivery delivery, AttemptResult result) {}

  /** Takes over the stored webhook, whose lease was renewed. */
  void update(Webhook webhook, long readAt) {
    latest = new Latest(webhook, readAt);
  }

  EndpointProgress progress() {
    return progress;
  }

  Webhook webhook() {
    return latest.webhook();
  }

  /** Why the webhook does not proceed, apart from its receiver; null if it does. */
  @Nullable String problem() {
    return problem;
  }

  /** Ends soon; what is on its way has a few seconds. */
  void stop() {
    stopping.countDown();
  }

  /** Whether {@link #stop} was called; it does not begin again. */
  boolean isStopping() {
    return stopping.getCount() == 0;
  }

  @Override
  public void run() {
    try {
      while (!isStopping()) {
        try (StatusReader reader = readers.get()) {
          deliver(reader);
        } catch (RuntimeException e) {
          problem = e.getClass().getSimpleName();
          LOG.warn("The webhook {} begins again in {} s", webhook().id(), AFTER_ERROR_SECONDS, e);
          queue.clear();
          if (stopping.await(AFTER_ERROR_SECONDS, TimeUnit.SECONDS)) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(StatusReader reader) throws InterruptedException {
    if (progress.replays() > 0) {
      Instant position = progress.positionAt();
      reader.continueFrom(position == null ? used.webhook().replay().from() : position);
    }
    outcomes.begin();
    AddedPartitions added = new AddedPartitions(context.nanoTime());
    while (!isStopping() && !added.areSettled(reader::hasOtherPartitions)) {
      refresh();
      obey(reader);
      int before = queue.inFlight();
      start();
      read(reader, before == queue.inFlight());
      complete();
      commit(reader);
      problem = null;
    }
    finish(reader);
    queue.clear();
  }

  private void refresh() {
    Latest now = latest;
    if (now.readAt() == used.readAt()) {
      return;
    }
    boolean resumed = suspension.stored(now.webhook().suspension(), now.readAt());
    if (resumed) {
      progress.recovered();
      outcomes.begin();
    }
    if (!now.webhook().equals(used.webhook())) {
      messages = new MessageBuilder(now.webhook(), context.secrets());
    }
    if (now.webhook().version() != used.webhook().version()) {
      // A caller has changed it, perhaps to correct what has failed.
      outcomes.begin();
    }
    used = now;
  }

  /** Carries out commands: replays and test events. */
  private void obey(StatusReader reader) {
    Webhook webhook = used.webhook();
    if (webhook.replay().number() > progress.replays()) {
      queue.clear();
      reader.replayFrom(webhook.replay().from());
      progress.replayed(webhook.replay().number());
      outcomes.begin();
    }
    if (webhook.tests() > progress.tests() && mayStart()) {
      Instant now = context.clock().instant();
      Optional<OutboundRequest> request = messages.test(webhook.tests(), now);
      AttemptResult result =
          request
              .map(each ->
                  context
                      .sender()
                      .apply(each)
                      .handle((response, failure) ->
                          failure == null ? AttemptResult.of(response) : AttemptResult.of(failure))
                      .join())
              .orElseGet(AttemptResult::noSecret);
      progress.tested(webhook.tests(), now, result);
    }
  }

  /** Whether a request that begins now ends before another worker can take the webhook. */
  private boolean mayStart() {
    return context.nanoTime().getAsLong() - used.readAt() < context.timing().startLimit().toNanos();
  }

  /** Otherwise another worker may have the webhook, whose position must not go back. */
  private boolean mayCommit() {
    return context.nanoTime().getAsLong() - used.readAt()
        < context.timing().commitLimit().toNanos();
  }

  private void start() {
    while (queue.inFlight() < MAX_IN_FLIGHT && outcomes.mayTry() && mayStart()) {
      Optional<Delivery> next = queue.next(used.webhook().batchSize());
      if (next.isEmpty()) {
        return;
      }
      outcomes.started(next.get());
      send(next.get());
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Each outcome is a completion.
  private void send(Delivery delivery) {
    Optional<OutboundRequest> request =
        messages.changes(delivery.changes(), context.clock().instant());
    if (request.isEmpty()) {
      completions.add(new Completion(delivery, AttemptResult.noSecret()));
      return;
    }
    context
        .sender()
        .apply(request.get())
        .whenComplete((response, failure) ->
            completions.add(
                new Completion(
                    delivery,
                    failure == null
                        ? AttemptResult.of(Objects.requireNonNull(response))
                        : AttemptResult.of(failure))));
  }

  /**
   * Reads while little waits, or nothing: a suspended webhook knows its oldest change, too.
   *
   * @param wait whether there is nothing else to do
   */
  private void read(StatusReader reader, boolean wait) throws InterruptedException {
    boolean suspended = suspension.reason() != null;
    boolean wanted =
        queue.waiting() < (suspended ? 1 : READ_BELOW)
            && queue.kept() < MAX_KEPT
            && !queue.hasFailed();
    boolean idle = queue.inFlight() == 0 && queue.waiting() == 0;
    long now = context.nanoTime().getAsLong();
    if (wanted && (idle || now - polledAt >= TimeUnit.MILLISECONDS.toNanos(BUSY_MS))) {
      polledAt = now;
      poll(reader, idle ? IDLE_POLL : Duration.ZERO);
    } else if (wait) {
      Completion first = completions.poll(wanted ? BUSY_MS : WAIT_MS, TimeUnit.MILLISECONDS);
      if (first != null) {
        outcomes.completed(first.delivery(), first.result());
      }
    }
  }

  private void poll(StatusReader reader, Duration wait) {
    reader.poll(wait, used.webhook().filter()).forEach(queue::add);
    if (reader.takeGap()) {
      progress.foundGap(context.clock().instant());
    }
  }

  private void complete() {
    for (Completion next = completions.poll(); next != null; next = completions.poll()) {
      outcomes.completed(next.delivery(), next.result());
    }
  }

  private void commit(StatusReader reader) {
    long now = context.nanoTime().getAsLong();
    progress.moved(null, queue.oldest());
    if (now - committedAt < COMMIT_NANOS || !mayCommit()) {
      return;
    }
    Map<Integer, Position> moved = queue.takeMoved();
    if (moved.isEmpty() && now - committedAt < RECOMMIT_NANOS) {
      return;
    }
    reader.commit(moved);
    noteMoved(moved);
    committedAt = now;
  }

  private void noteMoved(Map<Integer, Position> moved) {
    moved.values().stream()
        .map(Position::publishedAt)
        .min(Comparator.naturalOrder())
        .ifPresent(position -> progress.moved(position, queue.oldest()));
  }

  /** Waits for what is on its way, and commits. */
  private void finish(StatusReader reader) throws InterruptedException {
    long end = context.nanoTime().getAsLong() + STOP_NANOS;
    while (queue.inFlight() > 0 && end - context.nanoTime().getAsLong() > 0) {
      Completion next = completions.poll(WAIT_MS, TimeUnit.MILLISECONDS);
      if (next != null) {
        outcomes.completed(next.delivery(), next.result());
      }
    }
    if (mayCommit()) {
      Map<Integer, Position> moved = queue.takeMoved();
      reader.commitAndWait(moved, STOP_COMMIT);
      noteMoved(moved);
    }
  }
}
