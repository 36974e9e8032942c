package dev.notifier.local.cli;

import dev.notifier.local.components.ComponentKind;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.HomeOption;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code logs}: prints the end of the log files, and with -f what is added to one of them. */
@Command(name = "logs", description = "Show the end of the logs.")
final class LogsCommand implements Callable<Integer> {
  /** The log of a start of all components in one program. */
  private static final String ONE_PROGRAM = "notifier";

  private static final Set<ComponentKind> APPLICATIONS =
      Set.of(ComponentKind.API, ComponentKind.WORKER);
  private static final int TAIL_LINES = 200;
  private static final int TAIL_BYTES = 64 * 1024;
  private static final Duration POLL = Duration.ofMillis(250);

  @Parameters(
      paramLabel = "COMPONENT",
      arity = "0..1",
      description = "show only the log of this component")
  private @Nullable String component;

  @Option(
      names = {"-f", "--follow"},
      description = "show what is added to the log, until Ctrl-C")
  private boolean follow;

  @Mixin private HomeOption homeOption = new HomeOption();

  private final ConsoleOutput console = ConsoleOutput.standard();

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    var home = homeOption.openExisting();
    var files = component == null ? all(home) : List.of(file(home, component));
    if (follow && files.size() != 1) {
      throw new CommandException("Only one log can be followed: ./notifier logs COMPONENT -f");
    }
    for (var file : files) {
      if (files.size() > 1 || !nameOf(file).equals(component)) {
        console.print("==> " + file);
      }
      var end = printTail(file);
      while (follow) {
        end = copyFrom(file, end);
        Thread.sleep(POLL);
      }
    }
    return 0;
  }

  /** The log of a component. Api and worker may have written to several; the newest counts. */
  static Path file(HomeDirectory home, String component) throws CommandException, IOException {
    var logs = all(home);
    var kind = ComponentKind.ofComponent(component).filter(APPLICATIONS::contains);
    var exact = logs.stream().filter(file -> nameOf(file).equals(component)).findFirst();
    if (exact.isPresent() && (kind.isEmpty() || component.contains("-"))) {
      return exact.get();
    }
    Optional<Path> newest = Optional.empty();
    if (kind.isPresent()) {
      for (var file : logs) {
        if (mayBelongTo(kind.get(), nameOf(file))
            && (newest.isEmpty() || !isNewer(newest.get(), file))) {
          newest = Optional.of(file);
        }
      }
    }
    return newest.orElseThrow(() -> noLog(component, logs));
  }

  private static boolean mayBelongTo(ComponentKind kind, String log) {
    return log.equals(ONE_PROGRAM)
        || ComponentKind.ofComponent(log).filter(kind::equals).isPresent();
  }

  private static boolean isNewer(Path file, Path other) throws IOException {
    return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
  }

  private static CommandException noLog(String component, List<Path> logs) {
    var names =
        logs.stream()
            .map(LogsCommand::nameOf)
            .map(name -> name.equals(ONE_PROGRAM) ? name + " (with api and worker)" : name)
            .collect(Collectors.joining(", "));
    return new CommandException(
        "There is no log of %s; there are: %s."
            .formatted(component, names.isEmpty() ? "none yet" : names));
  }

  private static List<Path> all(HomeDirectory home) throws IOException {
    try (var files = Files.list(home.logs())) {
      return files.filter(file -> file.toString().endsWith(".log")).sorted().toList();
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.log$", "");
  }

  private long printTail(Path file) throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      var from = Math.max(0, in.length() - TAIL_BYTES);
      in.seek(from);
      var bytes = new byte[(int) (in.length() - from)];
      in.readFully(bytes);
      var lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
      lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()).forEach(console::print);
      return from + bytes.length;
    }
  }

  private long copyFrom(Path file, long end) throws IOException {
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      // A file that became shorter was rotated: its successor is read from the start.
      var from = in.length() < end ? 0 : end;
      in.seek(from);
      var bytes = new byte[(int) Math.min(TAIL_BYTES, in.length() - from)];
      in.readFully(bytes);
      console.stream().write(bytes);
      console.stream().flush();
      return from + bytes.length;
    }
  }
}
