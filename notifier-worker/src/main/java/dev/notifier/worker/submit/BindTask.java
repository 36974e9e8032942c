package dev.notifier.worker.submit;

import dev.notifier.config.RouteConfig;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.kafka.clients.ReadSettings;
import dev.notifier.worker.smpp.ConnectionSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one bind for as long as its slot is assigned to this worker. Runs on a thread of its own and
 * starts over with recovery after any failure.
 */
final class BindTask {
  private static final Logger log = LoggerFactory.getLogger(BindTask.class);
  private static final Duration START_OVER_AFTER = Duration.ofSeconds(1);
  private static final Duration SALVAGE = Duration.ofSeconds(1);
  private static final Duration CLOSE_CLIENTS_WITHIN = Duration.ofSeconds(1);

  /**
   * Half of what is held must last longer than a fetch of empty lanes waits: 1,000 messages are 200
   * ms at 5,000 a second.
   */
  private static final ReadSettings READING =
      ReadSettings.immediate(Duration.ofSeconds(10), 500)
          .withReadAhead(512 << 10)
          .withFetchWait(Duration.ofMillis(50));

  private static final int HELD = 2_000;

  private final Bind bind;
  private final BindContext tools;
  private final CheckpointListener checkpoints;
  private final LongSupplier checkpointPosition;
  private final BindStatus status;
  private final UncommittedResponses memory = new UncommittedResponses();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean lost;

  /**
   * @param checkpointPosition where the journal's last checkpoint stands, asked at each take-over
   */
  BindTask(
      Bind bind,
      BindContext tools,
      CheckpointListener checkpoints,
      LongSupplier checkpointPosition) {
    this.bind = bind;
    this.tools = tools;
    this.checkpoints = checkpoints;
    this.checkpointPosition = checkpointPosition;
    status = new BindStatus(bind, RouteSettings.require(tools.routes(), bind).spec().window());
    thread = Thread.ofPlatform().name("bind-" + bind).unstarted(this::run);
  }

  void start(MeterRegistry registry) {
    SubmitMetrics.watch(registry, status);
    thread.start();
  }

  BindStatus status() {
    return status;
  }

  /** Asks for an orderly end: drain, release, unbind. Returns at once. */
  void stop() {
    stopping.countDown();
  }

  /** The slot is somebody else's by now: close at once. Returns at once. */
  void abandon() {
    lost = true;
    stopping.countDown();
  }

  /** Waits for the end. */
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
      if (!lost) {
        status.phase(Phase.STOPPED);
      }
      SubmitMetrics.forget(tools.registry(), status);
    }
  }

  private void runUntilStopped() {
    while (!isStopping()) {
      try {
        own();
      } catch (RuntimeException e) {
        status.phase(Phase.TAKING_OVER);
        status.failed("Starting over: " + e);
        log.warn("Bind {} starts over: {}", bind, e.toString());
        pause();
      } catch (Error e) {
        status.failed("Ended by " + e + "; restart the worker");
        log.error("Bind {} ends; restart the worker", bind, e);
        throw e;
      }
    }
  }

  private void own() {
    status.phase(Phase.TAKING_OVER);
    Producer<byte[], byte[]> producer =
        tools.clients().transactionalProducer(bind.transactionalId());
    Consumer<byte[], byte[]> consumer =
        tools.clients().assignedConsumer("bind-" + bind.slot(), READING);
    try {
      own(new BindJournal(bind, producer, tools.nanos()), consumer);
    } finally {
      closeQuietly(() -> producer.close(CLOSE_CLIENTS_WITHIN));
      closeQuietly(() -> consumer.close(CloseOptions.timeout(CLOSE_CLIENTS_WITHIN)));
    }
  }

  private void own(BindJournal journal, Consumer<byte[], byte[]> consumer) {
    journal.takeOver();
    long fencedNanos = tools.nanos().getAsLong();
    JournalState state = journal.read(consumer, checkpointPosition.getAsLong());
    RouteSettings orders =
        new RouteSettings(bind, tools.routes(), RouteSettings.require(tools.routes(), bind));
    BindLoopSettings settings = BindLoopSettings.of(orders.route().responseTimeout());
    LaneQueues lanes = new LaneQueues(bind, consumer, HELD);
    LinkedBlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();
    Supplier<SessionConnector> connectors =
        () -> tools.connector(bind, linkSettings(orders.route()));
    SessionManager link =
        new SessionManager(
            bind,
            connectors.get(),
            events,
            new BindBackoff(tools.random()),
            status,
            () -> isFresh(journal, settings));
    BindLoop run =
        new BindLoop(
            bind,
            settings,
            tools,
            wireForm(orders.route()),
            new BindLoop.Start(
                journal, lanes, state, memory, link, events, checkpoints, orders, connectors));
    try {
      new Recovery(bind, lanes, state, memory).apply(run);
      run.begin();
      link.notBefore(
          state.isNew() || state.released()
              ? fencedNanos
              : fencedNanos + settings.takeOverWait().toNanos());
      work(run, settings);
    } catch (RuntimeException e) {
      if (!lost) {
        run.salvage(SALVAGE);
      }
      throw e;
    } finally {
      link.abort();
    }
  }

  private void work(BindLoop run, BindLoopSettings settings) {
    while (!isStopping()) {
      run.turn();
    }
    if (lost) {
      return;
    }
    run.stopNaming();
    long until = tools.nanos().getAsLong() + settings.drainBudget().toNanos();
    while (!lost && !run.isDrained() && tools.nanos().getAsLong() < until) {
      run.turn();
    }
    if (!lost) {
      run.release();
    }
  }

  private boolean isFresh(BindJournal journal, BindLoopSettings settings) {
    return !lost
        && tools.nanos().getAsLong() - journal.lastCommitBegunNanos()
            < settings.staleAfter().toNanos();
  }

  private static ConnectionSettings linkSettings(RouteConfig route) {
    return ConnectionSettings.of(route);
  }

  private WireFormat wireForm(RouteConfig route) {
    return WireFormat.of(route, tools.clock());
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void pause() {
    try {
      stopping.await(START_OVER_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeQuietly(Runnable close) {
    try {
      close.run();
    } catch (RuntimeException e) {
      log.debug("Closing a client of bind {} failed: {}", bind, e.toString());
    }
  }
}
