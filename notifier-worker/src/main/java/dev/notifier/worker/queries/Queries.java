package dev.notifier.worker.queries;

import dev.notifier.config.NotifierConfig;
import dev.notifier.config.addresses.TrustFile;
import dev.notifier.config.replies.QueriesConfig;
import dev.notifier.planning.NotificationPlanner;
import dev.notifier.replies.address.AddressConfig;
import dev.notifier.store.queries.QueryStore;
import dev.notifier.worker.http.OutboundClient;
import dev.notifier.worker.queries.QueryExecutor.Settings;
import dev.notifier.worker.templates.TemplateProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

/** The queries of a worker with everything that they use. Thread-safe. */
public final class Queries implements AutoCloseable {
  private static final int MAX_RESPONSE_BYTES = 32 << 10;

  /** To look the host up and to save the outcome, besides the request itself. */
  private static final Duration LEASE_MARGIN = Duration.ofSeconds(10);

  private final OutboundClient http;
  private final QueryExecutor executor;

  /**
   * The parts that the stages use too.
   *
   * @param planner decides whether an answer can be sent
   */
  public record Dependencies(
      DataSource database,
      AnswerSink sink,
      NotificationPlanner planner,
      TemplateProvider templates,
      MeterRegistry registry,
      RandomGenerator random,
      InstantSource clock,
      LongSupplier nanoTime) {}

  private Queries(OutboundClient http, QueryExecutor executor) {
    this.http = http;
    this.executor = executor;
  }

  /**
   * Creates the executor of a worker; nothing is started. Without a system, each query gets the
   * text that it could not be answered.
   *
   * @param addresses those that people write to
   * @param worker its name, for those who look at the leases
   */
  public static Queries of(
      NotifierConfig config,
      Collection<AddressConfig> addresses,
      String worker,
      Dependencies dependencies) {
    String trusted = config.http().trustCertificates();
    QueriesConfig queries = config.replies().queries();
    OutboundClient http =
        new OutboundClient(
            new OutboundClient.Limits(
                queries.timeout(), MAX_RESPONSE_BYTES, queries.maxConcurrent()),
            // An operator has chosen the address, which is usually in their own network.
            (_, _) -> true,
            trusted.isEmpty() ? List.of() : TrustFile.certificates(trusted),
            dependencies.nanoTime());
    String owner = worker + "-" + Long.toHexString(dependencies.random().nextLong());
    QueryExecutor executor =
        executor(
            queries,
            addresses,
            new Timing(
                owner,
                queries.timeout().multipliedBy(2).plus(LEASE_MARGIN),
                QueryExecutor.IDLE,
                new QueryDelays(dependencies.random()),
                new QueryBreaker()),
            http,
            dependencies);
    return new Queries(http, executor);
  }

  /** What tests set: the name of the worker, and its times. */
  record Timing(
      String owner, Duration lease, Duration idle, QueryDelays delays, QueryBreaker breaker) {}

  static QueryExecutor executor(
      QueriesConfig config,
      Collection<AddressConfig> addresses,
      Timing timing,
      OutboundClient http,
      Dependencies dependencies) {
    QueryBook book = new QueryBook(addresses);
    QueryStore store = new QueryStore(dependencies.database());
    QueryMetrics metrics = new QueryMetrics(dependencies.registry(), book.names());
    QueryAttempt attempt =
        new QueryAttempt(
            new QueryAttempt.Context(
                store,
                new QueriesForPersons(dependencies.database()),
                book,
                new QueryEvents(dependencies.clock()),
                dependencies.sink(),
                new RenderCheck(
                    dependencies.planner(), dependencies.templates(), dependencies.clock()),
                timing.breaker(),
                timing.delays(),
                metrics,
                dependencies.nanoTime()),
            config.isEnabled() ? new QueryClient(http::send, config, dependencies.clock()) : null);
    QueryExecutor executor =
        new QueryExecutor(
            store,
            attempt,
            timing.breaker(),
            new Settings(timing.owner(), config.maxConcurrent(), timing.lease(), timing.idle()),
            dependencies.nanoTime());
    metrics.register(() -> executor.oldest().toMillis() / 1e3, () -> executor.isBroken() ? 1 : 0);
    return executor;
  }

  /** Starts. Called once. */
  public void start() {
    executor.start();
  }

  /** There are new queries, in a transaction that is committed. Never blocks. */
  public void wake() {
    executor.wake();
  }

  /** What needs attention; empty if nothing does. */
  public List<String> warnings() {
    return executor.warnings();
  }

  /** Takes no more; attempts have the time to end. */
  public void stop(Duration timeout) {
    executor.stop(timeout);
  }

  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
