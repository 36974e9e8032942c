package dev.notifier.worker.queries;

import dev.notifier.store.queries.QueryOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** The metrics of queries. Their tags are names of configured queries. Thread-safe. */
final class QueryMetrics {
  private static final String REQUESTS = "notifier.queries.requests";
  private static final String ENDED = "notifier.queries.ended";
  private static final String OLDEST_AGE = "notifier.queries.oldest.age";
  private static final String OPEN = "notifier.queries.breaker.open";
  private static final String QUERY = "query";
  private static final String OUTCOME = "outcome";
  private static final String OTHER = "other";

  private final MeterRegistry registry;
  private final Set<String> names;

  /**
   * @param names of the queries; others are counted together
   */
  QueryMetrics(MeterRegistry registry, Set<String> names) {
    this.registry = registry;
    this.names = names;
  }

  /** Registers what is measured at the time of a look. */
  void register(DoubleSupplier oldestAge, DoubleSupplier open) {
    Gauge.builder(OLDEST_AGE, oldestAge::getAsDouble)
        .description("For how long the oldest query that is due has been due")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder(OPEN, open::getAsDouble)
        .description("1 while the system of queries is not asked, because it does not respond")
        .register(registry);
  }

  /** Counts a request, or that none was sent. */
  void asked(String query, QueryResponse response, Duration duration) {
    Timer.builder(REQUESTS)
        .description("Requests to the system of queries")
        .tag(QUERY, tag(query))
        .tag(OUTCOME, outcome(response))
        .register(registry)
        .record(duration);
  }

  private static String outcome(QueryResponse response) {
    return switch (response) {
      case QueryResponse.Found _ -> "found";
      case QueryResponse.NoMatch _ -> "no-match";
      case QueryResponse.Failed failed -> failed.problem().id();
    };
  }

  /** Counts a query that has ended. */
  void ended(String query, QueryOutcome outcome) {
    Counter.builder(ENDED)
        .description("Queries that have ended")
        .tag(QUERY, tag(query))
        .tag(OUTCOME, outcome.id())
        .register(registry)
        .increment();
  }

  private String tag(String query) {
    return names.contains(query) ? query : OTHER;
  }
}
