package dev.notifier.local.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Processes by number, told apart from later ones that were given the same number, and from dead
 * ones whose parent has not collected them yet.
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
   * A word that this process keeps for its life and that a later process with the same number does
   * not share; empty if no such process lives (a zombie does not).
   */
  public static Optional<String> identity(long pid) {
    return HAS_PROC
        ? stat(pid).map(fields -> "ticks-" + fields[START_TICKS])
        : ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .flatMap(process -> process.info().startInstant())
            .map(start -> "start-" + start.toEpochMilli());
  }

  /** Whether a process with this number lives; a zombie does not. */
  public static boolean lives(long pid) {
    return identity(pid).isPresent();
  }

  /** Whether any living process works in this folder; false where that cannot be told. */
  public static boolean anyWorksIn(Path directory) {
    return ProcessHandle.allProcesses()
        .anyMatch(process -> worksIn(process.pid(), directory) && lives(process.pid()));
  }

  /** Whether the process has this folder as its working directory. */
  public static boolean worksIn(long pid, Path directory) {
    try {
      var workingDirectory = PROC.resolve(Long.toString(pid)).resolve("cwd");
      return Files.readSymbolicLink(workingDirectory).equals(directory.toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether working directories can be told on this system. */
  public static boolean canTellWorkingDirectories() {
    return HAS_PROC;
  }

  private static Optional<String[]> stat(long pid) {
    try {
      var line = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
      // The name stands in brackets and may itself hold brackets and blanks.
      var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      var dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
      return dead ? Optional.empty() : Optional.of(fields);
    } catch (IOException | StringIndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
