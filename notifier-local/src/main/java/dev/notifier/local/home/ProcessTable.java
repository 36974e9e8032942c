package dev.notifier.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Looks up processes by number. Distinguishes a process from a later one with the same number, and
 * from a zombie, which has ended but was not reaped by its parent.
 */
public final class ProcessTable {
  private static final Path PROC = Path.of("/proc");
  private static final boolean HAS_PROC = Files.isReadable(PROC.resolve("self/stat"));

  /**
   * Fields of /proc/PID/stat after the name: the state, and the start in clock ticks since boot.
   */
  private static final int STATE = 0;

  private static final int START_TICKS = 19;

  private ProcessTable() {}

  /**
   * A text that stays the same while this process is alive and that a later process with the same
   * number does not share; empty if there is no such process or it is a zombie.
   */
  public static Optional<String> identity(long pid) {
    return HAS_PROC
        ? stat(pid).map(fields -> "ticks-" + fields[START_TICKS])
        : ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .flatMap(process -> process.info().startInstant())
            .map(start -> "start-" + start.toEpochMilli());
  }

  /** Whether a process with this number is alive. A zombie is not. */
  public static boolean isAlive(long pid) {
    return identity(pid).isPresent();
  }

  /** Whether a live process has this working directory; false if the system does not report it. */
  public static boolean anyHasWorkingDirectory(Path directory) {
    return ProcessHandle.allProcesses()
        .anyMatch(
            process -> hasWorkingDirectory(process.pid(), directory) && isAlive(process.pid()));
  }

  /** Whether this process has this working directory; false if the system does not report it. */
  public static boolean hasWorkingDirectory(long pid, Path directory) {
    try {
      var workingDirectory = PROC.resolve(Long.toString(pid)).resolve("cwd");
      return Files.readSymbolicLink(workingDirectory).equals(directory.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this system reports working directories. */
  public static boolean reportsWorkingDirectories() {
    return HAS_PROC;
  }

  /** Asks a process to end (SIGTERM). If it does not end in time, kills it and its descendants. */
  public static void end(Process process, Duration limit) throws InterruptedException {
    var descendants = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(limit)) {
      descendants.forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Optional<String[]> stat(long pid) {
    try {
      var line = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
      // The name is in brackets and may itself contain brackets and blanks.
      var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      var dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
      return dead ? Optional.empty() : Optional.of(fields);
    } catch (IOException | StringIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
