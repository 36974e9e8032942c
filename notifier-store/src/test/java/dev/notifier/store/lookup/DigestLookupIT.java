package dev.notifier.store.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.notifier.store.Database;
import dev.notifier.store.MigratedDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class DigestLookupIT {
  private static final int DAYS = 70;

  private final Database database = MigratedDatabase.create();
  private final JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
  private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
  private final DigestLookup lookup =
      new DigestLookup(database.dataSource(), InstantSource.system());

  /** One digest for each day, and two days without a partition. */
  @BeforeEach
  void insert() {
    jdbc.queryForList(
        "select create_day_partitions('event_digests', ?, ?)", today.minusDays(DAYS), today);
    for (int days : List.of(20, 40)) {
      jdbc.queryForList("select drop_day('event_digests', ?)", today.minusDays(days));
    }
    for (int days : present()) {
      jdbc.update(
          "insert into event_digests values (?, ?, ?, 0, 0, ?)",
          digest(days),
          id(days),
          new UUID(1, 1),
          today.minusDays(days));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aDigestOfAnyDayIsFound() {
    for (int days : present()) {
      assertThat(lookup.find(List.of(digest(days))))
          .as("%s days ago", days)
          .isEqualTo(Map.of(digest(days), id(days)));
    }
    assertThat(lookup.find(List.of(digest(20)))).isEmpty();
  }

  /**
   * A statement that asks for digests.
   *
   * @param digests how many it asks for
   * @param days how many partitions it names
   */
  private record Probe(int digests, int days) {}

  private static final class CountingConnections extends DelegatingDataSource {
    private final List<Integer> arrays = new ArrayList<>();

    CountingConnections(DataSource dataSource) {
      super(dataSource);
    }

    @Override
    public Connection getConnection() throws SQLException {
      return proxy(Connection.class, super.getConnection(), null);
    }

    /**
     * Notes the arrays that a connection creates.
     *
     * @param owner the connection of a statement
     */
    private <T> T proxy(Class<T> type, T wrapped, @Nullable Object owner) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                if (owner != null && method.getName().equals("getConnection")) {
                  return owner;
                }
                if (method.getName().equals("createArrayOf")) {
                  arrays.add(((Object[]) arguments[1]).length);
                }
                Object result = method.invoke(wrapped, arguments);
                return result instanceof PreparedStatement statement
                        && !method.getName().equals("unwrap")
                    ? proxy(PreparedStatement.class, statement, self)
                    : result;
              }));
    }

    /** Each statement has two arrays: the digests and the days. */
    List<Probe> probes() {
      return IntStream.range(0, arrays.size() / 2)
          .mapToObj(n -> new Probe(arrays.get(2 * n), arrays.get(2 * n + 1)))
          .toList();
    }
  }

  @Test
  void manyDigestsAreFoundByStatementsThatReadAFewPartitions() {
    CountingConnections connections = new CountingConnections(database.dataSource());
    List<UUID> digests =
        new ArrayList<>(IntStream.range(0, 1_000).mapToObj(n -> new UUID(n, 1)).toList());
    present().forEach(days -> digests.add(digest(days)));

    Map<UUID, UUID> found = new DigestLookup(connections, InstantSource.system()).find(digests);

    assertThat(found).hasSize(present().size());
    present().forEach(days -> assertThat(found).containsEntry(digest(days), id(days)));
    assertThat(connections.probes().getFirst())
        .as("the recent days")
        .isEqualTo(new Probe(1_069, 5));
    assertThat(connections.probes().stream().skip(1))
        .hasSizeGreaterThanOrEqualTo(DAYS / 4)
        .allSatisfy(probe -> assertThat(probe.digests() * probe.days()).isLessThanOrEqualTo(4_000));
  }

  @Test
  void aStatementForFewDigestsNamesABoundedNumberOfPartitions() {
    CountingConnections connections = new CountingConnections(database.dataSource());

    new DigestLookup(connections, InstantSource.system()).find(List.of(digest(DAYS), digest(20)));

    assertThat(connections.probes())
        .hasSizeBetween(2, 1 + DAYS / 16 + 1)
        .allSatisfy(probe -> assertThat(probe.days()).isLessThanOrEqualTo(16));
  }

  @Test
  void aSingleDigestIsLookedForInOneStatementFromTheNewestDay() {
    CountingConnections connections = new CountingConnections(database.dataSource());
    jdbc.update(
        "insert into event_digests values (?, ?, ?, 0, 0, ?)",
        digest(DAYS),
        id(30),
        new UUID(1, 1),
        today.minusDays(30));
    DigestLookup counting = new DigestLookup(connections, InstantSource.system());

    // Often enough for a plan that PostgreSQL has kept.
    for (int n = 0; n < 8; n++) {
      assertThat(counting.find(List.of(digest(DAYS)))).isEqualTo(Map.of(digest(DAYS), id(30)));
      assertThat(counting.find(List.of(digest(20)))).isEmpty();
      assertThat(counting.find(List.of(digest(60)))).isEqualTo(Map.of(digest(60), id(60)));
    }
    assertThat(connections.probes()).containsOnly(new Probe(1, 5));
  }

  /** A statement of the caller that follows is planned for its parameters again. */
  @Test
  void theTransactionOfTheCallerKeepsItsPlans() {
    new TransactionTemplate(new JdbcTransactionManager(database.dataSource()))
        .executeWithoutResult(_ -> {
          lookup.find(List.of(digest(60)));

          assertThat(jdbc.queryForObject("show plan_cache_mode", String.class))
              .isEqualTo("force_custom_plan");
          assertThat(jdbc.queryForObject("show enable_seqscan", String.class)).isEqualTo("on");
        });
  }

  @Test
  void theDayOfTheEventIsReadWithTheRecentOnes() {
    CountingConnections connections = new CountingConnections(database.dataSource());

    Map<UUID, UUID> found =
        new DigestLookup(connections, InstantSource.system())
            .find(List.of(digest(DAYS)), today.minusDays(DAYS));

    assertThat(found).isEqualTo(Map.of(digest(DAYS), id(DAYS)));
    assertThat(connections.probes()).containsExactly(new Probe(1, 6));
  }

  @Test
  void aWrongDayOrOneWithoutPartitionFindsTheSame() {
    for (int wrong : List.of(1, 20, 30, 5_000)) {
      assertThat(lookup.find(List.of(digest(DAYS)), today.minusDays(wrong)))
          .isEqualTo(Map.of(digest(DAYS), id(DAYS)));
    }
  }

  /** The clock decides only where to look first. */
  @Test
  void aWrongClockFindsTheSame() {
    for (int days : List.of(-15, 15)) {
      InstantSource wrong = InstantSource.offset(InstantSource.system(), Duration.ofDays(days));

      Map<UUID, UUID> found =
          new DigestLookup(database.dataSource(), wrong)
              .find(present().stream().map(DigestLookupIT::digest).toList());

      assertThat(found).as("%s days", days).hasSize(present().size());
    }
  }

  private static List<Integer> present() {
    return IntStream.rangeClosed(0, DAYS).filter(day -> day != 20 && day != 40).boxed().toList();
  }

  private static UUID digest(int days) {
    return new UUID(days, 2);
  }

  private static UUID id(int days) {
    return new UUID(days, 3);
  }
}
