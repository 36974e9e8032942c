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
 * What a former server left in its data folder: nothing, a server that still runs (its parent was
 * killed), or the pid file of a dead one.
 *
 * <p>PostgreSQL itself refuses to start while the process named in that file exists. That is too
 * careful where the dead process is a zombie not yet collected, or where its number has since been
 * given to another process; here it is looked at more closely. A server works in its data folder,
 * and so do all its children, which is how they are told.
 */
final class Postmaster {
  private static final Duration FAST_STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration IMMEDIATE_STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(20);

  private Postmaster() {}

  /** The server that now runs on this data folder, if one does. */
  static Optional<Long> running(Path data) throws IOException {
    return pidIn(data)
        .filter(ProcessTable::lives)
        .filter(
            pid -> !ProcessTable.canTellWorkingDirectories() || ProcessTable.worksIn(pid, data));
  }

  /**
   * Leaves the folder ready for a new server: a server that still runs is stopped (its settings and
   * its parent are gone), and a dead one's pid file is removed once none of its children works
   * here.
   */
  static void clear(Path data) throws IOException, InterruptedException {
    var running = running(data);
    if (running.isPresent()) {
      stop(running.get());
    }
    if (pidIn(data).isPresent() && ProcessTable.canTellWorkingDirectories()) {
      if (!until(IMMEDIATE_STOP_LIMIT, () -> !ProcessTable.anyWorksIn(data))) {
        throw new IOException(
            "Processes of an earlier PostgreSQL still work in "
                + data
                + "; end them and start again.");
      }
      Files.deleteIfExists(pidFile(data));
    }
  }

  /** Ends a server: first with its connections closed in order, then at once. */
  static void stop(long pid) throws IOException, InterruptedException {
    signal(pid, "INT");
    if (until(FAST_STOP_LIMIT, () -> !ProcessTable.lives(pid))) {
      return;
    }
    signal(pid, "QUIT");
    if (!until(IMMEDIATE_STOP_LIMIT, () -> !ProcessTable.lives(pid))) {
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
