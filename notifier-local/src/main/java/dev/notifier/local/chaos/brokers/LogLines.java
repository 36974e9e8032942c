package dev.notifier.local.chaos.brokers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines that api and workers have logged since a moment. Not thread-safe. */
final class LogLines {
  private static final int MAX_UNEXPECTED = 40;

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
   * @param unexpected the first lines that show errors and stack traces, each with the line before
   *     it
   */
  record Counts(long errors, long warnings, long stackTraces, List<String> unexpected) {}

  Counts next() throws IOException {
    long errors = 0;
    long warnings = 0;
    long stackTraces = 0;
    var unexpected = new ArrayList<String>();
    for (var file : files()) {
      var lines = Files.readAllLines(file);
      var previous = "";
      for (var line :
          lines.subList(Math.min(seen.getOrDefault(file, 0), lines.size()), lines.size())) {
        errors += isError(line) ? 1 : 0;
        warnings += line.contains(" WARN ") ? 1 : 0;
        stackTraces += isFrame(line) ? 1 : 0;
        if (isFrame(line) && !isError(previous) && !isFrame(previous)) {
          unexpected.add(previous);
        }
        if (isError(line) || isFrame(line)) {
          unexpected.add(line);
        }
        previous = line;
      }
      seen.put(file, lines.size());
    }
    return new Counts(
        errors,
        warnings,
        stackTraces,
        List.copyOf(unexpected.subList(0, Math.min(unexpected.size(), MAX_UNEXPECTED))));
  }

  private static boolean isError(String line) {
    return line.contains(" ERROR ");
  }

  private static boolean isFrame(String line) {
    return line.startsWith("\tat ");
  }

  private List<Path> files() throws IOException {
    try (var all = Files.list(directory)) {
      return all.filter(file -> file.getFileName().toString().matches("(api|worker)-\\d+\\.log"))
          .toList();
    }
  }
}
