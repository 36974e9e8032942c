package dev.notifier.worker.track;

import dev.notifier.contracts.Topics;
import dev.notifier.contracts.config.RouteConfig;
import dev.notifier.store.ReceiptMatches;
import dev.notifier.store.ReplyStore;
import dev.notifier.store.SweepStore;
import dev.notifier.store.TrackStore;
import dev.notifier.store.UnconfirmedStore;
import dev.notifier.store.WaitingStore;
import dev.notifier.worker.kafka.FailureWords;
import dev.notifier.worker.track.TopicReader.Source;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The track stage: journals, receipts and replies into the store, states onto {@code
 * notifier.statuses}. While PostgreSQL or Kafka is away it waits and loses nothing. Started and
 * stopped once.
 */
public final class TrackStage {
  private static final Logger log = LoggerFactory.getLogger(TrackStage.class);

  /** A journal record holds up to a window of answers, so few of them make a good batch. */
  private static final int MAX_JOURNAL_RECORDS = 200;

  private static final int MAX_INBOUND_RECORDS = 2_000;
  private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

  private final List<TopicReader> readers = new ArrayList<>();
  private final RouteIds ids;
  private final Sweeper sweeper;
  private final WaitingSweep waiting;
  private final UnconfirmedCount unconfirmed;
  private final ScheduledExecutorService sweeps;
  private volatile @Nullable String sweepTrouble;

  /**
   * @param kafka client properties, {@code bootstrap.servers} at least
   * @param statuses shared, not closed here; its {@code delivery.timeout.ms} must stay below the
   *     consumers' {@code max.poll.interval.ms}, 5 minutes
   */
  public TrackStage(
      Map<String, Object> kafka,
      DataSource dataSource,
      Producer<byte[], byte[]> statuses,
      Map<String, RouteConfig> routes,
      Clock clock,
      MeterRegistry registry) {
    TrackMeters meters = new TrackMeters(registry);
    TrackStore store = new TrackStore(dataSource);
    Statuses published = new Statuses(statuses);
    Settlement settlement = new Settlement(store, published, routes, meters);
    SweepStore sweepStore = new SweepStore(dataSource);
    this.ids = new RouteIds(routes, new ReceiptMatches(dataSource), meters);
    this.sweeper = new Sweeper(store, sweepStore, published, routes, meters, clock);
    this.waiting =
        new WaitingSweep(
            new WaitingSweep.Stores(store, sweepStore, new WaitingStore(dataSource)),
            settlement,
            routes,
            ids,
            meters,
            clock);
    this.unconfirmed = new UnconfirmedCount(new UnconfirmedStore(dataSource), routes, meters);
    this.sweeps =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("track-sweeper").daemon().factory());
    readers.add(
        new TopicReader(
            new Source(Topics.BINDS, Topics.GROUP_TRACK_ANSWERS, MAX_JOURNAL_RECORDS),
            new AnswerReader(store, settlement, ids, meters),
            kafka,
            meters,
            clock));
    readers.add(
        new TopicReader(
            new Source(Topics.RECEIPTS, Topics.GROUP_TRACK_RECEIPTS, MAX_INBOUND_RECORDS),
            new ReceiptReader(store, settlement, routes, ids, meters, clock),
            kafka,
            meters,
            clock));
    readers.add(
        new TopicReader(
            new Source(Topics.REPLIES, Topics.GROUP_TRACK_REPLIES, MAX_INBOUND_RECORDS),
            new ReplyReader(new ReplyStore(dataSource), meters),
            kafka,
            meters,
            clock));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // A sweep catches what it throws.
  public void start() {
    readers.forEach(TopicReader::start);
    long seconds = SWEEP_INTERVAL.toSeconds();
    sweeps.execute(this::hear);
    sweeps.scheduleWithFixedDelay(this::sweep, seconds, seconds, TimeUnit.SECONDS);
    log.info("Track reads answers, receipts and replies");
  }

  /** Returns when the batches under way are stored and committed, or after Spring Kafka's 10 s. */
  public void stop() {
    sweeps.shutdown();
    readers.forEach(TopicReader::stop);
  }

  /** What is wrong, each with what to do; empty when all is well. Cheap. */
  public List<String> troubles() {
    return Stream.concat(
            readers.stream().map(TopicReader::trouble), Stream.ofNullable(sweepTrouble))
        .filter(Objects::nonNull)
        .toList();
  }

  /** What does not stop the stage and should be looked at, each with what to do. Cheap. */
  public List<String> warnings() {
    return ids.warnings();
  }

  /** What other workers, or this one before, have learned about ids. */
  private void hear() {
    try {
      ids.exchange();
    } catch (RuntimeException e) {
      log.debug("The forms of ids are not known yet: {}", FailureWords.of(e));
    }
  }

  private void sweep() {
    try {
      ids.exchange();
      sweeper.sweep();
      waiting.sweep();
      unconfirmed.refresh();
      sweepTrouble = null;
    } catch (RuntimeException e) {
      // The next sweep goes on where this one stopped.
      String words = FailureWords.of(e);
      sweepTrouble = "the sweep for missing receipts failed: " + words;
      log.warn("The sweep for missing receipts failed and is tried again in a minute: {}", words);
    }
  }
}
