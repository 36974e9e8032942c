package dev.notifier.local;

import dev.notifier.local.home.HomeDirectory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code logs [PART] [-f]}: the end of the log files, and with -f what is added to one. */
final class LogsCommand {
  private static final int TAIL_LINES = 200;
  private static final int TAIL_BYTES = 64 * 1024;
  private static final Duration POLL = Duration.ofMillis(250);

  private final HomeDirectory home;
  private final ConsoleOutput console;

  LogsCommand(HomeDirectory home, ConsoleOutput console) {
    this.home = home;
    this.console = console;
  }

  int run(List<String> words) throws CommandException, IOException, InterruptedException {
    var parts = words.stream().filter(word -> !word.equals("-f")).toList();
    var follow = words.contains("-f");
    var files = parts.isEmpty() ? all() : List.of(fileOf(parts.getFirst()));
    if (follow && files.size() != 1) {
      throw new CommandException("Only one log can be followed: ./notifier logs PART -f");
    }
    for (var file : files) {
      if (files.size() > 1) {
        console.say("==> " + file);
      }
      var end = tail(file);
      while (follow) {
        end = copyFrom(file, end);
        Thread.sleep(POLL);
      }
    }
    return 0;
  }

  private Path fileOf(String part) throws CommandException, IOException {
    var file = home.logs().resolve(part + ".log");
    if (!file.normalize().startsWith(home.logs()) || !Files.isReadable(file)) {
      var names =
          all().stream().map(LogsCommand::nameOf).reduce((a, b) -> a + ", " + b).orElse("none yet");
      throw new CommandException("There is no log of " + part + "; there are: " + names + ".");
    }
    return file;
  }

  private List<Path> all() throws IOException {
    try (var files = Files.list(home.logs())) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.log$", "");
  }

  private long tail(Path file) throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      var from = Math.max(0, in.length() - TAIL_BYTES);
      in.seek(from);
      var bytes = new byte[(int) (in.length() - from)];
      in.readFully(bytes);
      var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()).forEach(console::say);
      return from + bytes.length;
    }
  }

  private static long copyFrom(Path file, long end) throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      // A file that became shorter was rolled over: its successor is read from the start.
      var from = in.length() < end ? 0 : end;
      in.seek(from);
      var bytes = new byte[(int) Math.min(TAIL_BYTES, in.length() - from)];
      in.readFully(bytes);
      System.out.write(bytes);
      System.out.flush();
      return from + bytes.length;
    }
  }
}
