package dev.notifier.worker.jobs;

import dev.notifier.kafka.clients.RedactedError;
import dev.notifier.store.jobs.JobMonitor;
import dev.notifier.store.jobs.JobMonitor.Late;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Describes the jobs that do not progress or have failed, and what to do about it. Covers the jobs
 * of all workers, as of the last look at PostgreSQL. Thread-safe.
 */
final class JobHealth {
  private static final Logger log = LoggerFactory.getLogger(JobHealth.class);

  /** Longer than the first attempts after a failure, and than a lease. */
  static final Duration LATE = Duration.ofMinutes(10);

  /**
   * A periodic job of the system that is further behind prevents progress, as a sweep does. One
   * whose kind this worker does not know does not: after a return to an earlier release, no worker
   * does.
   */
  static final Duration MAX_BEHIND = Duration.ofHours(1);

  private final JobMonitor monitor;
  private final Set<String> kinds;
  private final Set<String> needed;
  private final JobMetrics metrics;
  private volatile List<Late> late = List.of();
  private volatile Map<String, Integer> failed = Map.of();

  /**
   * @param kinds the kinds that this worker knows
   */
  JobHealth(JobMonitor monitor, Collection<JobKind> kinds, JobMetrics metrics) {
    this.monitor = monitor;
    this.kinds = kinds.stream().map(JobKind::name).collect(Collectors.toUnmodifiableSet());
    this.needed =
        kinds.stream()
            .filter(JobKind::isNeededForProgress)
            .map(JobKind::name)
            .collect(Collectors.toUnmodifiableSet());
    this.metrics = metrics;
  }

  /** Looks at the jobs. Never throws: the health of PostgreSQL itself is checked elsewhere. */
  void look() {
    try {
      late = monitor.late();
      failed = new TreeMap<>(monitor.failed());
      metrics.observed(late, failed);
    } catch (RuntimeException e) {
      log.debug("Cannot look at the jobs: {}", RedactedError.of(e));
    }
  }

  /** What prevents progress; empty if nothing does. Cheap. */
  List<String> problems() {
    return late.stream().filter(this::isFarBehind).map(this::sentence).toList();
  }

  /** What needs attention; empty if nothing does. Cheap. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    late.stream()
        .filter(each -> each.age().compareTo(LATE) > 0 && !isFarBehind(each))
        .map(this::sentence)
        .forEach(warnings::add);
    failed.forEach((kind, count) ->
        warnings.add(
            "jobs, kind %s: %s%d failed; see GET /v1/jobs?state=failed&kind=%s for the errors, and"
                    .formatted(kind, count < JobMonitor.MAX_COUNT ? "" : "at least ", count, kind)
                + " cancel each job that you have dealt with"));
    return warnings;
  }

  private boolean isFarBehind(Late job) {
    return job.periodic() && job.age().compareTo(MAX_BEHIND) > 0 && needed.contains(job.kind());
  }

  private String sentence(Late job) {
    return "jobs, kind %s: the oldest job has been due for %d minutes; %s"
        .formatted(job.kind(), job.age().toMinutes(), advice(job));
  }

  private String advice(Late job) {
    if (job.error() != null) {
      return job.attempts() == 0
          ? "it waits and is repeated: %s".formatted(job.error())
          : "it failed %d times and is repeated: %s".formatted(job.attempts(), job.error());
    }
    if (!kinds.contains(job.kind())) {
      return "this worker does not know the kind: check that a worker of the newest release runs";
    }
    return "if that grows, see whether PostgreSQL is slow or a lock blocks the job, or add workers";
  }
}
