package dev.notifier.local.chaos.brokers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines that api and workers have logged since a moment. Not thread-safe. */
final class LogLines {
  private final Path directory;
  private final Map<Path, Integer> seen = new HashMap<>();

  LogLines(Path directory) {
    this.directory = directory;
  }

  /**
   * The lines since the last call.
   *
   * @param errors lines with the level ERROR
   * @param warnings lines with the level WARN
   * @param stackTraces lines of stack traces
   */
  record Counts(long errors, long warnings, long stackTraces) {}

  Counts next() throws IOException {
    long errors = 0;
    long warnings = 0;
    long stackTraces = 0;
    for (var file : files()) {
      var lines = Files.readAllLines(file);
      for (var line :
          lines.subList(Math.min(seen.getOrDefault(file, 0), lines.size()), lines.size())) {
        errors += line.contains(" ERROR ") ? 1 : 0;
        warnings += line.contains(" WARN ") ? 1 : 0;
        stackTraces += line.startsWith("\tat ") ? 1 : 0;
      }
      seen.put(file, lines.size());
    }
    return new Counts(errors, warnings, stackTraces);
  }

  private List<Path> files() throws IOException {
    try (var all = Files.list(directory)) {
      return all.filter(file -> file.getFileName().toString().matches("(api|worker)-\\d+\\.log"))
          .toList();
    }
  }
}
