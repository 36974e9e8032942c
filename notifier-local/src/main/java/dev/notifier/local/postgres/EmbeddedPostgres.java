package dev.notifier.local.postgres;

import dev.notifier.local.home.LoopbackPorts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL 18 server in its own process, on loopback, with its data on disk. Every commit is
 * synced.
 *
 * <p>{@link #close()} and {@link #isAlive()} may be called from any thread.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  public static final String DATABASE = "notifier";
  public static final String USER = "notifier";

  /** A server that recovers from a kill replays up to {@code max_wal_size} before it responds. */
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);

  private static final String WRONG_PASSWORD = "28P01";

  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("max_connections", "100"),
          // A query that names no day locks up to 760 partitions, each with its indexes.
          Map.entry("max_locks_per_transaction", "256"),
          Map.entry("shared_buffers", "256MB"),
          Map.entry("max_wal_size", "2GB"),
          Map.entry("min_wal_size", "128MB"),
          Map.entry("wal_compression", "on"),
          Map.entry("checkpoint_timeout", "10min"),
          Map.entry("checkpoint_completion_target", "0.9"),
          Map.entry("timezone", "UTC"),
          Map.entry("log_timezone", "UTC"),
          // Statements contain personal data, so neither they nor their parameters are logged.
          Map.entry("log_min_error_statement", "panic"),
          Map.entry("log_error_verbosity", "terse"),
          Map.entry("log_checkpoints", "off"));

  private final Process process;
  private final int port;
  private final String password;

  private EmbeddedPostgres(Process process, int port, String password) {
    this.process = process;
    this.port = port;
    this.password = password;
  }

  /**
   * The directories of a server.
   *
   * @param directory contains {@code data}; created on first use
   * @param programs where the programs are unpacked; servers may share it
   * @param log the log file, to which the server appends
   */
  public record Directories(Path directory, Path programs, Path log) {
    Path data() {
      return directory.resolve("data");
    }
  }

  /**
   * Starts the server and returns when the database {@value #DATABASE} can be used. The first start
   * creates the data directory. A server that a killed process left running there is stopped.
   *
   * @param port a free port of 127.0.0.1, or 0 for any free port
   * @param password of the user {@value #USER}; must be the same at every start
   * @throws IOException with a message that says what to do, if the user can do something
   */
  public static EmbeddedPostgres start(Directories directories, int port, String password)
      throws IOException, InterruptedException {
    var directory = Files.createDirectories(directories.directory().toAbsolutePath().normalize());
    var here =
        new Directories(
            directory, directories.programs().toAbsolutePath(), directories.log().toAbsolutePath());
    var programs = PostgresBinaries.unpackInto(here.programs());
    var user = ServerUser.of(directory);
    Files.createDirectories(here.log().resolveSibling("."));
    if (!Files.exists(here.data().resolve("PG_VERSION"))) {
      initialise(here, programs, user, password);
    }
    Postmaster.clear(here.data());
    var serverPort = port == 0 ? LoopbackPorts.free() : port;
    var process = launch(here, programs, user, serverPort);
    var server = new EmbeddedPostgres(process, serverPort, password);
    try {
      server.awaitReady(here.log());
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** The JDBC URL of the database, without user and password. */
  public String jdbcUrl() {
    return url(DATABASE);
  }

  /** The address, {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** The number of the main process. */
  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Stops the server gracefully: it closes its connections and writes all data. */
  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        Postmaster.stop(process.pid());
        process.waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Stops the server that runs on this directory, whichever process started it. */
  public static boolean stopOrphan(Path directory) throws IOException, InterruptedException {
    var running = Postmaster.running(directory.resolve("data"));
    if (running.isPresent()) {
      Postmaster.stop(running.get());
    }
    return running.isPresent();
  }

  /** Creates the data in a temporary directory, so that an interrupted first start is repeated. */
  private static void initialise(
      Directories directories, Path programs, ServerUser user, String password)
      throws IOException, InterruptedException {
    var fresh = directories.directory().resolve("data-incomplete");
    FileSystemUtils.deleteRecursively(fresh);
    var passwordFile = Files.createTempFile(directories.directory(), "initdb", ".secret");
    try {
      Files.writeString(passwordFile, password);
      Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
      user.own(passwordFile);
      var command =
          user.command(
              programs.resolve("bin/initdb").toString(),
              "--pgdata=" + fresh,
              "--username=" + USER,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8");
      var initdb = run(directories, command);
      if (initdb.waitFor() != 0) {
        throw new IOException(
            "The data directory of PostgreSQL was not created; see " + directories.log());
      }
    } finally {
      Files.delete(passwordFile);
    }
    Files.move(fresh, directories.data());
  }

  private static Process launch(Directories directories, Path programs, ServerUser user, int port)
      throws IOException {
    var server = new ArrayList<String>();
    server.add(programs.resolve("bin/postgres").toString());
    server.addAll(List.of("-D", directories.data().toString(), "-p", Integer.toString(port)));
    SETTINGS.forEach((name, value) -> server.addAll(List.of("-c", name + "=" + value)));
    var command = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      // In a session of its own, Ctrl-C at the terminal does not end it before its clients.
      command.add("/usr/bin/setsid");
    }
    command.addAll(user.command(server.toArray(String[]::new)));
    return run(directories, command);
  }

  private static Process run(Directories directories, List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).directory(directories.directory().toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    return builder
        .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directories.log().toFile()))
        .start();
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      if (!process.isAlive()) {
        throw new IOException(
            LoopbackPorts.isFree(port)
                ? "PostgreSQL ended while it started; see " + log
                : portInUse());
      }
      try {
        createDatabaseIfMissing();
        return;
      } catch (SQLException e) {
        if (WRONG_PASSWORD.equals(e.getSQLState())) {
          // Another server may have the port: then this one ends, because it cannot listen.
          throw new IOException(
              process.waitFor(CONNECT_LIMIT)
                  ? portInUse()
                  : "PostgreSQL rejects the password of the home: its data was created with another one.",
              e);
        }
        if (System.nanoTime() > deadline) {
          throw new IOException("PostgreSQL does not respond; see " + log, e);
        }
        Thread.sleep(POLL);
      }
    }
  }

  private String portInUse() {
    return "Port "
        + port
        + " is in use by another program: end it, or choose another port with local.postgres-port.";
  }

  private void createDatabaseIfMissing() throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement();
        var found =
            statement.executeQuery(
                "select 1 from pg_database where datname = '" + DATABASE + "'")) {
      if (!found.next()) {
        statement.execute("create database " + DATABASE);
      }
    }
  }

  private Connection connect(String database) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", password);
    properties.setProperty("connectTimeout", Long.toString(CONNECT_LIMIT.toSeconds()));
    properties.setProperty("socketTimeout", Long.toString(CONNECT_LIMIT.toSeconds()));
    return DriverManager.getConnection(url(database), properties);
  }

  private String url(String database) {
    return "jdbc:postgresql://" + address() + "/" + database;
  }
}
