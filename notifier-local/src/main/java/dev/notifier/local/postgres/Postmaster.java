package dev.notifier.local.postgres;

import dev.notifier.local.home.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Handles what a former server left in its data directory: a server that still runs because its
 * parent was killed, or the pid file of an ended one.
 *
 * <p>PostgreSQL itself does not start while the process in the pid file exists, even if that
 * process is a zombie or another process with the same number. This class therefore also checks the
 * working directory: the server and all its children have the data directory as theirs.
 */
final class Postmaster {
  private static final Duration FAST_STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration IMMEDIATE_STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);

  private Postmaster() {}

  /** The server that runs on this data directory, if there is one. */
  static Optional<Long> running(Path data) throws IOException {
    return pidIn(data)
        .filter(ProcessTable::isAlive)
        .filter(pid ->
            !ProcessTable.reportsWorkingDirectories()
                || ProcessTable.hasWorkingDirectory(pid, data));
  }

  /**
   * Prepares the directory for a new server: stops a server that still runs, because its parent has
   * ended, and removes the pid file once all children of the former server have ended.
   */
  static void clear(Path data) throws IOException, InterruptedException {
    var running = running(data);
    if (running.isPresent()) {
      stop(running.get());
    }
    if (pidIn(data).isPresent() && ProcessTable.reportsWorkingDirectories()) {
      if (!until(IMMEDIATE_STOP_LIMIT, () -> !ProcessTable.anyHasWorkingDirectory(data))) {
        throw new IOException(
            "Processes of a former PostgreSQL server still run in "
                + data
                + "; end them, and start again.");
      }
      Files.deleteIfExists(pidFile(data));
    }
  }

  /** Stops a server: first gracefully, and if that takes too long, immediately. */
  static void stop(long pid) throws IOException, InterruptedException {
    signal(pid, "INT");
    if (until(FAST_STOP_LIMIT, () -> !ProcessTable.isAlive(pid))) {
      return;
    }
    signal(pid, "QUIT");
    if (!until(IMMEDIATE_STOP_LIMIT, () -> !ProcessTable.isAlive(pid))) {
      throw new IOException("PostgreSQL (process " + pid + ") does not end.");
    }
  }

  private static Path pidFile(Path data) {
    return data.resolve("postmaster.pid");
  }

  private static Optional<Long> pidIn(Path data) throws IOException {
    try (var lines = Files.lines(pidFile(data))) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .map(Long::valueOf);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static void signal(long pid, String name) throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static boolean until(Duration limit, BooleanSupplier condition)
      throws InterruptedException {
    var deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(POLL);
    }
    return true;
  }
}
