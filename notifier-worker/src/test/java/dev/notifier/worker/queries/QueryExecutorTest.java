package dev.notifier.worker.queries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.replies.address.ShippedAddresses;
import dev.notifier.store.queries.QueryStore;
import dev.notifier.worker.queries.QueryResponse.Failed;
import dev.notifier.worker.queries.QueryResponse.Problem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** What an executor says about itself. */
class QueryExecutorTest {
  private final AtomicLong nanos = new AtomicLong();
  private final QueryBreaker breaker = new QueryBreaker();

  /** As when the heap is full. */
  private static final class BrokenDatabase extends AbstractDataSource {
    @Override
    public Connection getConnection() {
      throw new StackOverflowError("in a test");
    }

    @Override
    public Connection getConnection(String user, String password) {
      return getConnection();
    }
  }

  private QueryExecutor executor() {
    DataSource database = new BrokenDatabase();
    QueryStore store = new QueryStore(database);
    QueryBook book = new QueryBook(ShippedAddresses.all());
    QueryAttempt.Context context =
        new QueryAttempt.Context(
            store,
            new QueriesForPersons(database),
            book,
            new QueryEvents(() -> Instant.EPOCH),
            QueryHarness.NO_SINK,
            QueryHarness.check(),
            breaker,
            new QueryDelays(new Random(7)),
            new QueryMetrics(new SimpleMeterRegistry(), book.names()),
            nanos::get);
    return new QueryExecutor(
        store,
        new QueryAttempt(context, null),
        breaker,
        new QueryExecutor.Settings("a", 1, QueryHarness.LEASE, QueryExecutor.IDLE),
        nanos::get);
  }

  @Test
  void aThreadThatHasEndedIsAWarning() {
    QueryExecutor executor = executor();
    assertThat(executor.warnings()).as("before the start").isEmpty();

    executor.start();

    Awaitility.await()
        .dontCatchUncaughtExceptions()
        .atMost(QueryHarness.LIMIT)
        .until(() -> executor.warnings().stream().anyMatch(each -> each.contains("has ended")));
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(executor.warnings()).anyMatch(each -> each.contains("has been due for"));
    executor.stop(Duration.ofSeconds(1));
    assertThat(executor.warnings()).isEmpty();
  }

  @Test
  void withoutQueriesNothingSaysThatTheSystemIsDown() {
    for (int i = 0; i < 20; i++) {
      breaker.record(new Failed(Problem.TIMEOUT));
    }

    assertThat(breaker.isClosed()).isFalse();
    assertThat(executor().isBroken()).isFalse();
  }
}
