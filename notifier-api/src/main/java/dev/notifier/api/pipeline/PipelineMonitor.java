package dev.notifier.api.pipeline;

import dev.notifier.api.pipeline.PipelineDocument.LaneDocument;
import dev.notifier.api.pipeline.PipelineDocument.RouteState;
import dev.notifier.api.pipeline.Queue.Waiting;
import dev.notifier.api.routes.RouteStatusCache;
import dev.notifier.api.routes.RouteWaiting;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.Lane;
import dev.notifier.kafka.clients.RedactedError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds at what waits and at the routes, so that a request costs nothing.
 * Thread-safe.
 */
final class PipelineMonitor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineMonitor.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  /** What is older is stale: a look waits for Kafka and PostgreSQL for some seconds. */
  private static final Duration STALE_AFTER = Duration.ofSeconds(15);

  private final Source source;
  private final InstantSource clock;
  private final RecentBacklogs recent = new RecentBacklogs();
  private final RouteStates states;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pipeline").factory());
  private @Nullable Instant failedSince;
  private boolean failureLogged;
  private boolean defectLogged;
  private List<RouteState> routes = List.of();
  private volatile @Nullable PipelineDocument last;

  /**
   * What is looked at.
   *
   * @param backlogs throws a {@link KafkaException} if Kafka does not respond
   * @param configured the names of the routes in the configuration; empty if it has none
   * @param pausedSince since when a route is paused; null if that is unknown at the moment
   * @param store whether PostgreSQL responds
   */
  record Source(
      Supplier<Backlog> backlogs,
      RouteStatusCache routes,
      Set<String> configured,
      RouteWaiting reasons,
      Function<String, @Nullable Instant> pausedSince,
      BooleanSupplier store) {}

  PipelineMonitor(Source source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
    this.states = new RouteStates(source.pausedSince());
  }

  /** Begins to look. Called once. */
  void start() {
    var _ =
        scheduler.scheduleWithFixedDelay(this::look, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }

  /** What was seen last; never waits for another program. */
  PipelineDocument document() {
    PipelineDocument seen = last;
    Instant now = clock.instant();
    if (seen == null) {
      return new PipelineDocument(
          null,
          null,
          false,
          false,
          Summaries.of(List.of(), List.of(), false, null, now),
          List.of(),
          List.of());
    }
    Instant at = seen.at();
    if (at != null && at.plus(STALE_AFTER).isBefore(now)) {
      return new PipelineDocument(
          at,
          seen.measuredAt(),
          false,
          seen.storeAvailable(),
          Summaries.of(seen.lanes(), seen.routes(), false, at, now),
          seen.lanes(),
          seen.routes());
    }
    return seen;
  }

  private void look() {
    try {
      boolean measured = measure();
      boolean kafka = noteRoutes() && measured;
      boolean store = source.store().getAsBoolean();
      last = document(kafka, store, clock.instant());
      defectLogged = false;
    } catch (RuntimeException | Error e) {
      // What leaves this method would end the schedule.
      if (!defectLogged) {
        LOG.warn("The state of the pipeline cannot be seen: {}", RedactedError.of(e));
      }
      defectLogged = true;
    }
  }

  /** Notes the state of the routes, unless it is unknown: then the last known one stays. */
  private boolean noteRoutes() {
    if (source.routes().isStale()) {
      return false;
    }
    Backlog backlog = recent.last();
    Instant now = clock.instant();
    List<RouteRecord> known = used(source.routes().routes(), backlog);
    states.retain(known.stream().map(RouteRecord::name).collect(Collectors.toSet()));
    routes = known.stream().map(each -> route(each, backlog, now)).toList();
    return true;
  }

  /**
   * A route that was removed from the configuration matters only while messages wait on it. A
   * configuration with none of the routes is that of an api which leaves them to the workers.
   */
  private List<RouteRecord> used(List<RouteRecord> all, @Nullable Backlog backlog) {
    Set<String> configured = source.configured();
    if (all.stream().noneMatch(each -> configured.contains(each.name()))) {
      return all;
    }
    return all.stream()
        .filter(each ->
            configured.contains(each.name())
                || (backlog != null && backlog.messages(each.name()).count() > 0))
        .toList();
  }

  private boolean measure() {
    try {
      recent.add(source.backlogs().get());
      failureLogged = false;
      return true;
    } catch (KafkaException e) {
      if (!failureLogged && !scheduler.isShutdown()) {
        LOG.warn("It is unknown what waits: {}", RedactedError.of(e));
      }
      failureLogged = true;
      return false;
    }
  }

  private PipelineDocument document(boolean kafka, boolean store, Instant now) {
    boolean available = kafka && store;
    failedSince = available ? null : failedSince == null ? now : failedSince;
    Backlog backlog = recent.last();
    List<LaneDocument> lanes =
        Arrays.stream(Lane.values()).map(each -> lane(each, backlog)).toList();
    return new PipelineDocument(
        now,
        backlog == null ? null : backlog.at(),
        kafka,
        store,
        Summaries.of(lanes, routes, available, failedSince, now),
        lanes,
        routes);
  }

  private LaneDocument lane(Lane lane, @Nullable Backlog backlog) {
    Waiting events = backlog == null ? Waiting.NONE : backlog.events(lane);
    Waiting messages = backlog == null ? Waiting.NONE : backlog.messages(lane);
    return new LaneDocument(
        lane.id(),
        events.count(),
        messages.count(),
        events.plus(messages).oldest(),
        recent.trend(lane).id(),
        recent.emptyAt(lane));
  }

  private RouteState route(RouteRecord route, @Nullable Backlog backlog, Instant now) {
    String name = route.name();
    return states.state(
        route,
        source.routes().sessions(name),
        source.reasons().of(name),
        new RouteStates.Traffic(
            backlog == null ? Waiting.NONE : backlog.messages(name),
            backlog == null ? Waiting.NONE : backlog.messages(name, Lane.URGENT),
            recent.isGrowing(name),
            recent.written(name)),
        now);
  }
}
