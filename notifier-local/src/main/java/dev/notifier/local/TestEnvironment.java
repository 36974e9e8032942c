package dev.notifier.local;

import dev.notifier.local.bench.Target;
import dev.notifier.local.home.ComponentLock;
import dev.notifier.local.home.HomeDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Optional;

/**
 * A home in which parts of its own run for one trial, each in a process of its own, beside whatever
 * else runs on this machine; all of it is taken away again, also at a Ctrl-C.
 */
final class TestEnvironment implements AutoCloseable {
  private final CommandLineArguments line;
  private final ConsoleOutput console;
  private final HomeDirectory home;
  private final ChildProcesses children;

  private TestEnvironment(CommandLineArguments line, ConsoleOutput console, HomeDirectory home) {
    this.line = line;
    this.console = console;
    this.home = home;
    this.children = new ChildProcesses(home);
  }

  /** Nothing else may run in the home. */
  static TestEnvironment open(CommandLineArguments line, ConsoleOutput console)
      throws CommandException, IOException {
    var home = HomeDirectory.open(line.home());
    var running = ComponentLock.notes(home).stream().filter(ComponentLock.Note::lives).findFirst();
    if (running.isPresent()) {
      throw new CommandException(
          running.get().part()
              + " already runs in "
              + home.directory()
              + ": end it with ./notifier stop, or leave --home out.");
    }
    var trial = new TestEnvironment(line, console, home);
    Runtime.getRuntime().addShutdownHook(new Thread(trial::close, "stop"));
    return trial;
  }

  HomeDirectory home() {
    return home;
  }

  ChildProcesses children() {
    return children;
  }

  /** How the started parts are reached. */
  Target line(BenchSettings settings) throws CommandException, IOException {
    var endpoints = home.endpoints();
    var store =
        settings.store().isPresent()
            ? settings.store().get()
            : new Target.Store(endpoints.get("postgres").orElseThrow(this::gone), "", "");
    var pids = new HashMap<String, Long>();
    children.pids().forEach((kind, pid) -> pids.put(kind.word(), pid));
    return new Target(
        URI.create(endpoints.get("api").orElseThrow(this::gone)),
        endpoints.get("apiKey").orElseThrow(this::gone),
        store,
        endpoints.get("handset").map(URI::create),
        pids,
        Files.getFileStore(home.directory()).type());
  }

  private CommandException gone() {
    return new CommandException(
        "A part ended at once: try again with --keep, and look at its log.");
  }

  /** Where the figures go: the user's file, or one below the build's own folder. */
  Path json(String command) throws IOException {
    if (line.load().json().isPresent()) {
      return line.load().json().get();
    }
    var folder =
        Path.of(System.getProperty("launcher.root", "."), "notifier-local", "target", command);
    Files.createDirectories(folder);
    return folder.resolve(command + "-" + System.currentTimeMillis() / 1000 + ".json");
  }

  /** Whether the user looks at a terminal. */
  static boolean onTerminal() {
    return Optional.ofNullable(System.console()).map(java.io.Console::isTerminal).orElse(false);
  }

  /** Once, however often it is called: at the end, and at a Ctrl-C before it. */
  @Override
  public synchronized void close() {
    if (!children.stop() || line.homeGiven()) {
      return;
    }
    if (line.load().keep()) {
      console.say("Data and logs are kept in " + line.home());
    } else {
      delete(line.home());
    }
  }

  private void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | RuntimeException e) {
      console.say("Not all of " + directory + " could be deleted: " + e.getMessage());
    }
  }
}
