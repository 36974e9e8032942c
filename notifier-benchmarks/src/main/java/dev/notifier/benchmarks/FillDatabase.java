package dev.notifier.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Fills a migrated database with notifications, their submissions and counters, and digests of
 * events, for a number of days that ends today, to measure what depends on the size. The newest day
 * is first; a day is filled in one transaction, and one that has rows is left as it is, so that a
 * run that was ended continues. Notifications are open only in the last {@value #OPEN_DAYS} days.
 *
 * <p>Arguments: the JDBC URL with user and password, days, notifications of a day, digests of a
 * day, open notifications. It stops when less than {@value #MIN_FREE_GIB} GiB are free, if the
 * server's files are on this machine.
 */
public final class FillDatabase {
  private static final String USAGE =
      "Arguments: JDBC_URL DAYS NOTIFICATIONS_PER_DAY DIGESTS_PER_DAY OPEN_NOTIFICATIONS; the numbers"
          + " are integers, DAYS at least 1";

  private static final int OPEN_DAYS = 3;
  private static final int SUBMISSION_DAYS = 10;
  private static final int THREADS = 2;
  private static final int MIN_FREE_GIB = 8;

  /** Ids of the next messages are higher than those of today. */
  private static final Duration BEFORE_NOW = Duration.ofMinutes(5);

  private final String url;
  private final int days;
  private final int notifications;
  private final int digests;
  private final int open;
  private final PrintStream out;
  private final Instant begun = Instant.now();

  private FillDatabase(String[] args, PrintStream out) {
    this.url = args[0];
    this.days = Integer.parseInt(args[1]);
    this.notifications = Integer.parseInt(args[2]);
    this.digests = Integer.parseInt(args[3]);
    this.open = Integer.parseInt(args[4]);
    this.out = out;
  }

  /** Fills the database and prints a line for each day; exit code 2 after wrong arguments. */
  public static void main(String[] args) throws SQLException, InterruptedException {
    if (!areValid(args)) {
      System.err.println(USAGE);
      System.exit(2);
    }
    new FillDatabase(args, System.out).run();
  }

  /** Whether there is a URL and after it four numbers, of which days is at least 1. */
  static boolean areValid(String... args) {
    if (args.length != 5) {
      return false;
    }
    try {
      for (int i = 1; i < args.length; i++) {
        if (Integer.parseInt(args[i]) < (i == 1 ? 1 : 0)) {
          return false;
        }
      }
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void run() throws SQLException, InterruptedException {
    Instant end;
    Path data;
    try (Connection connection = DriverManager.getConnection(url)) {
      end = now(connection).minus(BEFORE_NOW);
      data = Path.of(text(connection, "show data_directory"));
      LocalDate today = end.atOffset(ZoneOffset.UTC).toLocalDate();
      createPartitions(connection, "notifications", today);
      createPartitions(connection, "event_digests", today);
    }
    LocalDate today = end.atOffset(ZoneOffset.UTC).toLocalDate();
    Iterator<LocalDate> next = IntStream.range(0, days).mapToObj(today::minusDays).iterator();
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int thread = 0; thread < THREADS; thread++) {
        all.add(
            threads.submit(() -> {
              fill(next, today, end, data);
              return null;
            }));
      }
    }
    for (Future<?> thread : all) {
      await(thread);
    }
    try (Connection connection = DriverManager.getConnection(url)) {
      execute(connection, FillSql.SWEEPS);
      execute(connection, "vacuum (freeze, analyze) submissions, counters");
    }
    out.println("Done after " + Duration.between(begun, Instant.now()).toSeconds() + " s");
  }

  private static void await(Future<?> thread) throws SQLException, InterruptedException {
    try {
      thread.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw new SQLException(
          "A day was not filled; correct the cause and run it again to continue: "
              + (cause == null ? e.getMessage() : cause.getMessage()),
          cause);
    }
  }

  private void createPartitions(Connection connection, String table, LocalDate today)
      throws SQLException {
    try (PreparedStatement create = connection.prepareStatement(FillSql.CREATE_PARTITIONS)) {
      create.setString(1, table);
      create.setObject(2, today.minusDays(days - 1L));
      create.setObject(3, today);
      create.execute();
    }
  }

  private void fill(Iterator<LocalDate> next, LocalDate today, Instant end, Path data)
      throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url)) {
      execute(connection, "set work_mem = '256MB'");
      execute(connection, "set timezone = 'UTC'");
      execute(connection, "set plan_cache_mode = force_custom_plan");
      while (true) {
        LocalDate day;
        synchronized (next) {
          if (!next.hasNext()) {
            return;
          }
          day = next.next();
        }
        if (Files.isDirectory(data)
            && Files.getFileStore(data).getUsableSpace() >> 30 < MIN_FREE_GIB) {
          out.println(day + " and earlier: less than " + MIN_FREE_GIB + " GiB are free");
          return;
        }
        fillDay(connection, day, today, end);
      }
    }
  }

  private void fillDay(Connection connection, LocalDate day, LocalDate today, Instant end)
      throws SQLException {
    String name = DateTimeFormatter.BASIC_ISO_DATE.format(day);
    if (text(connection, FillSql.IS_FILLED.formatted(name)).equals("t")) {
      out.println(day + " has rows and is left as it is");
      return;
    }
    long start = System.nanoTime();
    connection.setAutoCommit(false);
    execute(connection, FillSql.NEW_FILES.formatted(name));
    boolean isRecent = day.isAfter(today.minusDays(OPEN_DAYS));
    insertNotifications(connection, name, day, end, isRecent ? open / OPEN_DAYS : 0);
    execute(connection, FillSql.COUNTERS.formatted(name));
    if (day.isAfter(today.minusDays(SUBMISSION_DAYS))) {
      execute(connection, FillSql.SUBMISSIONS.formatted(name));
    }
    insertDigests(connection, name, day);
    connection.commit();
    connection.setAutoCommit(true);
    execute(connection, FillSql.VACUUM_DAY.formatted(name));
    out.println(
        String.format(Locale.ROOT, "%s filled in %.1f s", day, (System.nanoTime() - start) / 1e9));
  }

  private void insertNotifications(
      Connection connection, String name, LocalDate day, Instant end, int openRows)
      throws SQLException {
    OffsetDateTime first = day.atStartOfDay().atOffset(ZoneOffset.UTC);
    OffsetDateTime dayEnd = first.plusDays(1);
    OffsetDateTime last = end.isBefore(dayEnd.toInstant()) ? end.atOffset(ZoneOffset.UTC) : dayEnd;
    try (PreparedStatement insert =
        connection.prepareStatement(FillSql.NOTIFICATIONS.formatted(name))) {
      insert.setObject(1, first);
      insert.setString(2, Duration.between(first, last).toMillis() + " milliseconds");
      insert.setInt(3, notifications);
      insert.setInt(4, openRows);
      insert.executeUpdate();
    }
  }

  private void insertDigests(Connection connection, String name, LocalDate day)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(FillSql.DIGESTS.formatted(name))) {
      insert.setObject(1, day);
      insert.setInt(2, digests);
      insert.executeUpdate();
    }
  }

  private static Instant now(Connection connection) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery("select clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (Statement select = connection.createStatement();
        ResultSet row = select.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(Connection connection, String statement) throws SQLException {
    try (Statement execute = connection.createStatement()) {
      execute.execute(statement);
    }
  }
}
