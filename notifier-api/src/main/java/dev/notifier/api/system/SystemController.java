package dev.notifier.api.system;

import dev.notifier.api.http.StoreAccess;
import dev.notifier.api.routes.RouteStatusCache;
import dev.notifier.api.security.RequiresScope;
import dev.notifier.api.system.SystemDocument.Retention;
import dev.notifier.api.system.SystemDocument.Worker;
import dev.notifier.config.NotifierConfig;
import dev.notifier.config.RouteConfig;
import dev.notifier.config.RouteRecord;
import dev.notifier.contracts.SessionRecord;
import dev.notifier.contracts.SessionRecord.Phase;
import dev.notifier.contracts.access.Scope;
import dev.notifier.store.Database;
import dev.notifier.store.jobs.JobStore;
import dev.notifier.store.jobs.StoredJob;
import dev.notifier.store.retention.LeastRetention;
import dev.notifier.store.retention.RetentionStore;
import dev.notifier.store.routes.RouteStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The request of operators about the program. */
@RestController
final class SystemController {
  private final Store store;
  private final RouteStatusCache status;
  private final NotifierConfig config;
  private final InstantSource clock;
  private final Instant startedAt;

  /** What is in PostgreSQL. */
  record Store(Database database, RetentionStore retention, RouteStore routes, JobStore jobs) {}

  SystemController(
      Store store, RouteStatusCache status, NotifierConfig config, InstantSource clock) {
    this.store = store;
    this.status = status;
    this.config = config;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  @GetMapping("/v1/system")
  @RequiresScope(value = Scope.JOBS_OPERATE, nationalOnly = true)
  SystemDocument system() {
    return StoreAccess.call(this::read);
  }

  private SystemDocument read() {
    Map<String, Duration> types = store.retention().typeRetentions();
    ErasurePlan plan =
        new ErasurePlan(
            new ErasurePlan.Settings(
                config.retention().notifications(),
                LeastRetention.ofNotifications(config.recoveryWindow(), routes()),
                config.retention().digests()),
            types);
    return new SystemDocument(
        SystemController.class.getPackage().getImplementationVersion(),
        startedAt,
        store.database().schemaVersion(),
        workers(),
        retention(types),
        List.of(
            plan.notifications(store.retention().notificationPartitions()),
            plan.digests(store.retention().digestDays()),
            plan.keys(store.retention().keyWeeks(), store.retention().longestKeyWindow())),
        nextErasure());
  }

  private Retention retention(Map<String, Duration> types) {
    NotifierConfig.Retention kept = config.retention();
    Map<String, Long> days = new TreeMap<>();
    types.forEach((type, duration) -> days.put(type, duration.toDays()));
    return new Retention(
        kept.notifications().toDays(),
        days,
        kept.digests().toDays(),
        kept.inbound().toDays(),
        kept.batches().toDays(),
        kept.audit().toDays());
  }

  /**
   * Those of the workers, including those that were removed; this api need not have them
   * configured.
   */
  private List<RouteConfig> routes() {
    return store.routes().all().stream().map(RouteRecord::settings).toList();
  }

  private @Nullable String nextErasure() {
    return store
        .jobs()
        .periodic("retention")
        .map(StoredJob::progress)
        .map(StoredJob.Progress::note)
        .orElse(null);
  }

  private List<Worker> workers() {
    Instant least = clock.instant().minusSeconds(SessionRecord.STALE_SECONDS);
    Map<String, Worker> workers = new TreeMap<>();
    status.routes().stream()
        .flatMap(route -> status.sessions(route.name()).stream())
        .filter(each -> each.phase() != Phase.STOPPED && each.at().isAfter(least))
        .forEach(each ->
            workers.merge(
                each.worker(), new Worker(each.worker(), 1, each.at()), SystemController::sum));
    return List.copyOf(workers.values());
  }

  private static Worker sum(Worker one, Worker other) {
    return new Worker(
        one.name(),
        one.sessions() + other.sessions(),
        one.reportedAt().isAfter(other.reportedAt()) ? one.reportedAt() : other.reportedAt());
  }
}
