package dev.notifier.worker.bind;

import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.worker.bind.session.BindStatus;
import dev.notifier.worker.journal.BindId;
import dev.notifier.worker.journal.CheckpointListener;
import dev.notifier.worker.journal.UnknownPositionException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one bind while its slot is assigned to this worker. Runs on its own thread and starts over
 * with recovery after any failure.
 */
final class BindTask {
  private static final Logger log = LoggerFactory.getLogger(BindTask.class);

  /** An operator must act first. */
  private static final Duration UNKNOWN_POSITION_DELAY = Duration.ofSeconds(30);

  private static final Duration SALVAGE_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  /** A poll of empty lanes blocks at most 50 ms at the broker. */
  private static final ReadSettings READ_SETTINGS =
      ReadSettings.immediate(Duration.ofSeconds(10), 500)
          .withReadAhead(512 << 10)
          .withFetchWait(Duration.ofMillis(50));

  private final BindId bind;
  private final BindContext context;
  private final BindLoopFactory loops;
  private final LongSupplier checkpointOffset;
  private final BindStatus status;
  private final RestartBackoff backoff = new RestartBackoff();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean slotLost;

  /**
   * @param checkpointOffset the offset of the journal's last checkpoint, read at each take-over;
   *     negative if unknown
   */
  BindTask(
      BindId bind,
      BindContext context,
      InboundForwarder inbound,
      CheckpointListener checkpoints,
      LongSupplier checkpointOffset) {
    this.bind = bind;
    this.context = context;
    this.checkpointOffset = checkpointOffset;
    status = new BindStatus(bind, new RouteSettings(bind, context.routes()).window());
    loops = new BindLoopFactory(bind, context, inbound, checkpoints, status, () -> slotLost);
    thread = Thread.ofPlatform().name("bind-" + bind).unstarted(this::run);
  }

  void start() {
    BindGauges.register(context.metrics(), status, context.clock());
    thread.start();
  }

  BindStatus status() {
    return status;
  }

  /** Asks for an orderly end: drain, release, unbind. Returns at once. */
  void stop() {
    stopping.countDown();
  }

  /** The slot is assigned to another worker: asks to close at once. Returns at once. */
  void abandon() {
    slotLost = true;
    stopping.countDown();
  }

  /** Waits for the end; returns whether it came in time. */
  boolean awaitEnd(Duration limit) {
    try {
      return thread.join(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void run() {
    try {
      runUntilStopped();
    } finally {
      if (!slotLost) {
        status.setPhase(Phase.STOPPED);
      }
      BindGauges.remove(context.metrics(), status);
    }
  }

  private void runUntilStopped() {
    while (!isStopping()) {
      try {
        own();
      } catch (UnknownPositionException e) {
        status.setPhase(Phase.TAKING_OVER);
        status.setLastError(String.valueOf(e.getMessage()));
        log.error("A bind waits for an operator: {}", e.getMessage());
        pause(UNKNOWN_POSITION_DELAY);
      } catch (RuntimeException e) {
        Duration delay = backoff.after(e, context.nowNanos());
        String failure = RestartBackoff.describe(e);
        status.setPhase(Phase.TAKING_OVER);
        status.setLastError("Starting over in " + delay.toSeconds() + " s: " + failure);
        log.warn("Bind {} starts over in {}: {}", bind, delay, failure);
        pause(delay);
      } catch (Error e) {
        status.setLastError("Ended by " + e + "; restart the worker");
        log.error("Bind {} ends; restart the worker", bind, e);
        throw e;
      }
    }
  }

  private void own() {
    status.setPhase(Phase.TAKING_OVER);
    KafkaClients clients = context.kafka().clients();
    Producer<byte[], byte[]> producer = clients.transactionalProducer(bind.transactionalId());
    Consumer<byte[], byte[]> consumer =
        clients.assignedConsumer("bind-" + bind.slot(), READ_SETTINGS);
    try {
      work(loops.takeOver(producer, consumer, checkpointOffset.getAsLong()));
    } finally {
      closeQuietly(() -> producer.close(CLOSE_TIMEOUT));
      closeQuietly(() -> consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT)));
    }
  }

  private void work(BindLoop loop) {
    try {
      turnUntilReleased(loop);
    } catch (RuntimeException e) {
      if (!slotLost) {
        loop.salvageResponses(SALVAGE_TIMEOUT);
      }
      throw e;
    } finally {
      loop.abort();
    }
  }

  private void turnUntilReleased(BindLoop loop) {
    while (!isStopping()) {
      loop.turn();
    }
    if (slotLost) {
      return;
    }
    loop.startDraining();
    long deadline = context.nowNanos() + DRAIN_TIMEOUT.toNanos();
    while (!slotLost && !loop.isDrained() && context.nowNanos() < deadline) {
      loop.turn();
    }
    if (!slotLost) {
      loop.release();
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void pause(Duration delay) {
    try {
      stopping.await(delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeQuietly(Runnable close) {
    try {
      close.run();
    } catch (RuntimeException e) {
      log.debug("A Kafka client of bind {} did not close: {}", bind, e.toString());
    }
  }
}
