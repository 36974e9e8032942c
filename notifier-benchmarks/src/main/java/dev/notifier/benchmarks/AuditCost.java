package dev.notifier.benchmarks;

import dev.notifier.store.Database;
import dev.notifier.store.audit.AuditEntry;
import dev.notifier.store.audit.AuditEntry.Actor;
import dev.notifier.store.audit.AuditEntry.ActorKind;
import dev.notifier.store.audit.AuditEntry.Outcome;
import dev.notifier.store.audit.AuditEntry.Target;
import dev.notifier.store.audit.AuditLog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Measures commands, each a transaction that updates one row, without and with an entry in the
 * audit, in turn. Arguments: JDBC URL of an empty database, on which it creates the schema;
 * commands a second; seconds of a run; pairs of runs. The entries stay. The processor time of
 * PostgreSQL is that of the sessions, on the same machine and for a user who may read it.
 */
public final class AuditCost {
  private static final int CONNECTIONS = 12;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String NAME = "audit-cost";

  /** Of Linux: the clock of {@code /proc}. */
  private static final int TICKS_PER_SECOND = 100;

  /** The fields of {@code /proc/PID/stat} behind the name of the program. */
  private static final int USER_TIME = 11;

  private static final int PERCENT = 100;

  private final JdbcTemplate jdbc;
  private final AuditLog log;
  private final int perSecond;
  private final Duration length;

  private AuditCost(Database database, int perSecond, Duration length) {
    this.jdbc = new JdbcTemplate(database.dataSource());
    this.log = new AuditLog(database.dataSource());
    this.perSecond = perSecond;
    this.length = length;
  }

  /** Runs the pairs and prints a line of a table for each run. */
  public static void main(String[] args) throws InterruptedException {
    Database.Settings settings = new Database.Settings(args[0], "", "", NAME, CONNECTIONS, TIMEOUT);
    try (Database database = Database.open(settings)) {
      requireEmpty(new JdbcTemplate(database.dataSource()));
      database.migrate();
      AuditCost cost =
          new AuditCost(
              database, Integer.parseInt(args[1]), Duration.ofSeconds(Integer.parseInt(args[2])));
      cost.run(Integer.parseInt(args[3]), System.out);
    }
  }

  /** The benchmark adds entries to the audit, and they stay. */
  private static void requireEmpty(JdbcTemplate jdbc) {
    boolean empty =
        jdbc.queryForList(
                "select tablename from pg_tables"
                    + " where schemaname not in ('pg_catalog', 'information_schema') limit 1")
            .isEmpty();
    if (!empty) {
      throw new IllegalArgumentException("The database has tables: use an empty one");
    }
  }

  private void run(int pairs, PrintStream out) throws InterruptedException {
    jdbc.execute("create table audit_cost (id integer primary key, n integer not null)");
    jdbc.execute("insert into audit_cost select i, 0 from generate_series(1, 1000) i");
    out.println("| entry | commands/s | p50 | p99 | WAL bytes | CPU here | CPU of PostgreSQL |");
    out.println("|---|---|---|---|---|---|---|");
    for (int pair = 0; pair < pairs; pair++) {
      for (boolean entry : new boolean[] {false, true}) {
        out.println(measure(entry));
      }
    }
    jdbc.execute("drop table audit_cost");
  }

  private String measure(boolean withEntry) throws InterruptedException {
    long wal = wal();
    double own = ownSeconds();
    double server = serverSeconds();
    long start = System.nanoTime();
    AtomicLong next = new AtomicLong();
    List<List<Long>> times = new ArrayList<>();
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      List<Long> ofThread = new ArrayList<>();
      times.add(ofThread);
      FutureTask<Void> task =
          new FutureTask<>(() -> commands(withEntry, start, next, ofThread), null);
      tasks.add(task);
      Thread.ofPlatform().daemon().start(task);
    }
    for (FutureTask<Void> task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("A command has failed", e.getCause());
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    long[] sorted = times.stream().flatMap(List::stream).mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.2f ms | %.2f ms | %d | %.0f %% | %.0f %% |",
        withEntry ? "with" : "without",
        sorted.length / seconds,
        sorted[sorted.length / 2] / 1e6,
        sorted[(int) (sorted.length * 0.99)] / 1e6,
        (wal() - wal) / sorted.length,
        (ownSeconds() - own) / seconds * PERCENT,
        (serverSeconds() - server) / seconds * PERCENT);
  }

  /** At their times, however long the ones before take: the time of one counts from its own. */
  private void commands(boolean withEntry, long start, AtomicLong next, List<Long> times) {
    long count = perSecond * length.toSeconds();
    long number = next.getAndIncrement();
    while (number < count) {
      long due = start + number * Duration.ofSeconds(1).toNanos() / perSecond;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      command(withEntry, (int) (number % 1_000) + 1);
      times.add(System.nanoTime() - due);
      number = next.getAndIncrement();
    }
  }

  private void command(boolean withEntry, int row) {
    log.inTransaction(() -> {
      jdbc.update("update audit_cost set n = n + 1 where id = ?", row);
      if (withEntry) {
        log.append(entry(row));
      }
    });
  }

  private static AuditEntry entry(int row) {
    return new AuditEntry(
        "default",
        new Actor("benchmark", ActorKind.CONFIGURED_KEY),
        "changeRow",
        Outcome.DONE,
        new Target("row", Integer.toString(row)),
        null,
        "measured",
        new AuditEntry.Origin("0123456789abcdef", "127.0.0.*"),
        Map.of("before", row, "after", row + 1),
        List.of());
  }

  private long wal() {
    Long bytes =
        jdbc.queryForObject(
            "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint", Long.class);
    return bytes == null ? 0 : bytes;
  }

  private static double ownSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  /** 0 where there is no {@code /proc}, or the server runs elsewhere. */
  private double serverSeconds() {
    long ticks = 0;
    for (int pid :
        jdbc.query(
            "select pid from pg_stat_activity where datname = current_database()",
            (row, _) -> row.getInt(1))) {
      ticks += ticks(Path.of("/proc", Integer.toString(pid), "stat"));
    }
    return (double) ticks / TICKS_PER_SECOND;
  }

  private static long ticks(Path stat) {
    try {
      String line = Files.readString(stat);
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    } catch (IOException e) {
      return 0;
    }
  }
}
