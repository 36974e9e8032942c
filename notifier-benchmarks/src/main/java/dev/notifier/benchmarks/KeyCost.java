package dev.notifier.benchmarks;

import dev.notifier.store.Database;
import dev.notifier.store.keys.BusinessKey;
import dev.notifier.store.keys.BusinessKeys;
import dev.notifier.store.keys.KeyClaim;
import dev.notifier.store.partitions.DayPartitions;
import dev.notifier.store.partitions.DayPartitions.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/**
 * Measures what business keys cost PostgreSQL: claims of new facts, in batches as plan makes them.
 * Arguments: JDBC URL of an empty database, on which it creates the schema; millions of keys in
 * each of the last five weeks, 0 if they are filled; batches of a run. The keys stay. The processor
 * time is that of one session, on the same machine and for a user who may read it.
 */
public final class KeyCost {
  private static final int BATCH = 500;
  private static final int WEEKS = 5;
  private static final int MILLION = 1_000_000;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Of Linux: the clock of {@code /proc}. */
  private static final int TICKS_PER_SECOND = 100;

  /** The fields of {@code /proc/PID/stat} behind the name of the program. */
  private static final int USER_TIME = 11;

  private static final List<Duration> WINDOWS =
      List.of(Duration.ofHours(1), Duration.ofDays(7), Duration.ofDays(30));

  private final Connection connection;
  private final DayPartitions partitions = new DayPartitions(_ -> {});

  /** Other keys at each run, because they stay. */
  private final Random random = new Random(System.nanoTime());

  private KeyCost(Connection connection) {
    this.connection = connection;
  }

  /** Fills the weeks, and prints a line of a table for each window. */
  public static void main(String[] args) throws SQLException, IOException {
    Database.Settings settings = new Database.Settings(args[0], "", "", "key-cost", 2, TIMEOUT);
    try (Database database = Database.open(settings)) {
      database.migrate();
      try (Connection connection = database.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        KeyCost cost = new KeyCost(connection);
        int millions = Integer.parseInt(args[1]);
        if (millions > 0) {
          cost.fill(millions * MILLION, System.out);
        }
        cost.run(Integer.parseInt(args[2]), System.out);
      }
    }
  }

  private void fill(int keys, PrintStream out) throws SQLException {
    LocalDate today = now().toLocalDate();
    execute("set synchronous_commit = off");
    execute(
        "select create_day_partitions('business_keys', '%s', '%s')"
            .formatted(today.minusWeeks(WEEKS - 1L), today));
    for (int i = 0; i < WEEKS; i++) {
      LocalDate week = Table.BUSINESS_KEYS.firstDay(today.minusWeeks(i));
      String name = "business_keys_" + week.toString().replace("-", "");
      // An index is built sooner than it is filled.
      execute("alter table business_keys detach partition " + name);
      execute("alter table %1$s drop constraint %1$s_key".formatted(name));
      execute(
          """
          insert into %1$s (claimed_at, key, notification_id, week)
          select '%2$s'::timestamptz, gen_random_uuid(), uuidv7(), '%2$s'
          from generate_series(1, %3$d)
          """
              .formatted(name, week, keys));
      execute(
          "alter table %1$s add constraint %1$s_key exclude using hash (key with =)"
              .formatted(name));
      execute(
          "alter table business_keys attach partition %s for values from ('%s') to ('%s')"
              .formatted(name, week, week.plusWeeks(1)));
      connection.commit();
      out.println("filled " + name);
    }
    execute("analyze business_keys");
    connection.commit();
  }

  private void run(int batches, PrintStream out) throws SQLException, IOException {
    // So that the pages are in memory.
    measure(batches, WINDOWS.getLast());
    out.println("| window | messages | CPU of PostgreSQL a message | time a message |");
    out.println("|---|---|---|---|");
    for (int round = 0; round < 2; round++) {
      for (Duration window : WINDOWS) {
        out.println(measure(batches, window));
      }
    }
  }

  private String measure(int batches, Duration window) throws SQLException, IOException {
    long pid = pid();
    long before = ticks(pid);
    long start = System.nanoTime();
    for (int i = 0; i < batches; i++) {
      BusinessKeys keys = new BusinessKeys(connection, partitions, now().toInstant());
      keys.ensurePartitions();
      if (!keys.claim(claims(window)).isEmpty()) {
        throw new IllegalStateException("a new fact was known");
      }
      connection.commit();
    }
    double messages = (double) batches * BATCH;
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.1f µs | %.1f µs |",
        window,
        messages,
        (ticks(pid) - before) * 1e6 / TICKS_PER_SECOND / messages,
        (System.nanoTime() - start) / 1e3 / messages);
  }

  private List<KeyClaim> claims(Duration window) {
    List<KeyClaim> claims = new ArrayList<>(BATCH);
    for (int i = 0; i < BATCH; i++) {
      UUID digest = new UUID(random.nextLong(), random.nextLong());
      UUID notification = new UUID(random.nextLong(), random.nextLong());
      claims.add(
          new KeyClaim(new BusinessKey(digest, window, null), notification, "default", false));
    }
    return claims;
  }

  private OffsetDateTime now() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class);
    }
  }

  private long pid() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long ticks(long pid) throws IOException {
    String line = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
  }
}
