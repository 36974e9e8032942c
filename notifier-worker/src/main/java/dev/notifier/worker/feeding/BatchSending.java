package dev.notifier.worker.feeding;

import dev.notifier.contracts.Lane;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.numbers.MobileNumber;
import dev.notifier.numbers.RecipientKey;
import dev.notifier.store.audit.AuditLog;
import dev.notifier.store.batches.BatchLines;
import dev.notifier.store.batches.BatchStore;
import dev.notifier.store.cancellation.CancellationStore;
import dev.notifier.store.eventtypes.EventTypeStore;
import dev.notifier.store.feeding.BatchCounts;
import dev.notifier.store.feeding.FeedStore;
import dev.notifier.store.feeding.RunningBatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the lines of batches, as one worker of all at a time. Thread-safe. */
public final class BatchSending {
  private static final Logger log = LoggerFactory.getLogger(BatchSending.class);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

  /** Room comes within seconds while a route sends. */
  private static final Duration LONG_WAIT = Duration.ofMinutes(10);

  /** Longer than Kafka and PostgreSQL take to respond when they are busy. */
  private static final Duration LONG_TURN = Duration.ofMinutes(1);

  private final FeedTurn turn;
  private final Runnable beforeTurn;
  private final Counter lines;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private final LongSupplier nanoTime;

  /** When the last turn ended; null before the start. */
  private volatile @Nullable Long turnedNanos;

  private volatile @Nullable String failure;

  /**
   * What it works with.
   *
   * @param owner unique among all workers
   * @param producer idempotent; not closed by this object
   * @param admin not closed by this object
   * @param routes the names of all routes
   * @param routesOfLine the routes that plan may take for a number of a message of a tenant; empty
   *     if there is none
   * @param sessions the last status of each session
   * @param keys the keys of records
   * @param weights of the tenants, from 1
   * @param stop when batches are paused because too many lines fail
   * @param appliesQuietHours whether lines wait while the quiet hours of their type last
   * @param noReceiptAfter how long a route awaits receipts at most
   * @param beforeTurn throws if nothing may be sent, because PostgreSQL is behind
   * @param beforeStore is called when Kafka has lines whose position is not stored yet
   */
  public record Context(
      String owner,
      DataSource database,
      Producer<byte[], byte[]> producer,
      Admin admin,
      Set<String> routes,
      BiFunction<String, MobileNumber, Set<String>> routesOfLine,
      Supplier<Collection<SessionRecord>> sessions,
      RecipientKey keys,
      boolean appliesQuietHours,
      ToIntFunction<String> weights,
      StopSettings stop,
      Duration noReceiptAfter,
      InstantSource clock,
      LongSupplier nanoTime,
      MeterRegistry registry,
      Runnable beforeTurn,
      Runnable beforeStore) {}

  /**
   * When a batch is paused because too many of its lines fail, and when it is given up then.
   *
   * @param window in which the lines have ended
   * @param least how many must have ended in it
   * @param failedPercent how many of them may fail, for any reason
   * @param reasonPercent how many of them may fail for one reason that is not about the recipient
   * @param longestPause after which a batch that is paused is cancelled
   */
  public record StopSettings(
      Duration window, int least, int failedPercent, int reasonPercent, Duration longestPause) {}

  public BatchSending(Context context) {
    this.beforeTurn = context.beforeTurn();
    this.nanoTime = context.nanoTime();
    this.turn =
        turn(
            context,
            new LaneShares.Meters(
                meter(context, Lane.BULK)::measure, meter(context, Lane.NORMAL)::measure));
    this.lines =
        Counter.builder("notifier.batches.fed")
            .description("Lines of batches that were sent to plan")
            .register(context.registry());
    gauges(context.registry());
    this.thread = Thread.ofPlatform().name("batches").daemon().unstarted(this::run);
  }

  static FeedTurn turn(Context context, LaneShares.Meters meters) {
    FeedStore store = new FeedStore(context.database());
    LaneRooms rooms = new LaneRooms();
    BatchEnds ends = ends(context);
    return new FeedTurn(
        new FeedLease(store, context.owner(), context.nanoTime()),
        store,
        new DueBatches(types(context), context.clock(), context.nanoTime()),
        new LaneShares(meters, rooms, context.weights(), context.nanoTime()),
        feeder(context, rooms, (batch, reason) -> ends.pause(batch.id(), reason)),
        ends);
  }

  private static LaneMeter meter(Context context, Lane lane) {
    return new LaneMeter(lane, context.admin(), context.routes(), context.sessions());
  }

  /**
   * @param failed is called for a batch that cannot be sent, with the reason
   */
  static BatchFeeder feeder(
      Context context, LaneRooms rooms, BiConsumer<RunningBatch, String> failed) {
    DataSource database = context.database();
    PinnedTypes types = types(context);
    LineRoom bulk = new LineRoom(rooms.bulk(), context.routesOfLine());
    LineRoom normal = new LineRoom(rooms.normal(), context.routesOfLine());
    return new BatchFeeder(
        new FeedStore(database),
        new BatchLines(database),
        new LineEvents(types, context.keys()),
        new LineSender(context.producer(), context.nanoTime()),
        batch -> types.lane(batch) == Lane.BULK ? bulk : normal,
        context.clock(),
        failed,
        context.beforeStore());
  }

  static PinnedTypes types(Context context) {
    return new PinnedTypes(
        new EventTypeStore(context.database(), context.clock()), context.appliesQuietHours());
  }

  static BatchEnds ends(Context context) {
    StopSettings stop = context.stop();
    return new BatchEnds(
        new BatchStore(context.database()),
        new BatchCounts(context.database()),
        new AuditLog(context.database()),
        new AutomaticStop(
            new AutomaticStop.Settings(
                stop.window(), stop.least(), stop.failedPercent(), stop.reasonPercent())),
        new CancellationStore(context.database()),
        new BatchEnds.Limits(context.noReceiptAfter(), stop.longestPause()),
        context.clock(),
        context.nanoTime());
  }

  private void gauges(MeterRegistry registry) {
    gauge(registry, "running", "Batches that have lines to send", status -> status.running());
    gauge(
        registry,
        "room",
        "Lines for which the route with the most room has room",
        status -> status.room());
    gauge(
        registry,
        "rate",
        "Lines a second that batches with a limited rate may send",
        status -> status.perSecond());
    gauge(
        registry,
        "oldest.age",
        "For how many seconds a batch has sent nothing although its pace lets it, or no turn ended",
        status -> waited(status).plus(sinceTurn()).toMillis() / 1e3);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<FeedTurn.Status> value) {
    String full = "notifier.batches." + name;
    // An earlier one belongs to a start that was given up.
    registry.find(full).meters().forEach(registry::remove);
    Gauge.builder(full, turn, each -> value.applyAsDouble(each.status()))
        .description(description)
        .register(registry);
  }

  private static Duration waited(FeedTurn.Status status) {
    DueBatches.Waiting waiting = status.waiting();
    return waiting == null ? Duration.ZERO : waiting.time();
  }

  /** For how long no turn has ended; zero if turns end as usual. */
  private Duration sinceTurn() {
    Long turned = turnedNanos;
    Duration since =
        turned == null ? Duration.ZERO : Duration.ofNanos(nanoTime.getAsLong() - turned);
    return since.compareTo(LONG_TURN) > 0 ? since : Duration.ZERO;
  }

  /** Starts. Called once. */
  public void start() {
    turnedNanos = nanoTime.getAsLong();
    thread.start();
  }

  private void run() {
    try {
      Duration pause = Duration.ZERO;
      while (!stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  private Duration next() {
    try {
      beforeTurn.run();
      FeedTurn.Result result = turn.turn();
      lines.increment(result.sent());
      failure = null;
      turnedNanos = nanoTime.getAsLong();
      return result.pause();
    } catch (RuntimeException | Error e) {
      String description = RedactedError.of(e);
      if (failure == null) {
        log.warn("Batches are not sent; retrying until it works: {}", description);
      }
      failure = description;
      return AFTER_FAILURE;
    }
  }

  private void end() {
    try {
      turn.end();
    } catch (RuntimeException e) {
      log.debug("Another worker sends batches when the lease has ended", e);
    }
  }

  /** What needs attention; empty if nothing does. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    String failed = failure;
    if (failed != null) {
      warnings.add("batches: their lines are not sent: " + failed);
    }
    Duration sinceTurn = sinceTurn();
    if (!sinceTurn.isZero()) {
      warnings.add("batches: no turn has ended for " + sinceTurn.toSeconds() + " s");
    }
    DueBatches.Waiting waiting = turn.status().waiting();
    if (waiting != null && waiting.time().compareTo(LONG_WAIT) > 0) {
      warnings.add(
          "batches: batch "
              + waiting.batch()
              + " has sent nothing for "
              + waiting.time().toMinutes()
              + " minutes, because the lanes are full; see which route sends nothing, and pause"
              + " or cancel what waits for it");
    }
    return warnings;
  }

  /** Ends after the lines that are on their way, if there is time. */
  public void stop(Duration timeout) {
    stopping.countDown();
    try {
      if (thread.isAlive() && !thread.join(timeout)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
