package dev.notifier.local.processes;

import dev.notifier.local.bench.Target;
import dev.notifier.local.components.ComponentKind;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.ComponentLock;
import dev.notifier.local.home.HomeDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A home whose components run for one load run or chaos run, each in its own process, beside
 * whatever else runs on this machine. Closing it stops them and deletes a temporary home; Ctrl-C
 * does the same.
 */
public final class TestEnvironment implements AutoCloseable {
  private final Options options;
  private final ConsoleOutput console;
  private final HomeDirectory home;
  private final ChildProcesses children = new ChildProcesses();
  private final List<Runnable> afterChildren = new CopyOnWriteArrayList<>();

  private TestEnvironment(Options options, ConsoleOutput console, HomeDirectory home) {
    this.options = options;
    this.console = console;
    this.home = home;
  }

  /**
   * The options that load run and chaos run have in common.
   *
   * @param temporary whether the home is deleted at the end
   * @param keep whether a temporary home is kept nevertheless
   * @param json where the result is written; empty = below the build directory
   */
  public record Options(Path home, boolean temporary, boolean keep, Optional<Path> json) {}

  /**
   * Opens the home.
   *
   * @throws CommandException if a component already runs in it
   */
  public static TestEnvironment open(Options options, ConsoleOutput console)
      throws CommandException, IOException {
    var home = HomeDirectory.open(options.home());
    var running =
        ComponentLock.registrations(home).stream()
            .filter(ComponentLock.Registration::isAlive)
            .findFirst();
    if (running.isPresent()) {
      throw new CommandException(
          "%s already runs in %s: stop it with ./notifier stop, or omit --home."
              .formatted(running.get().component(), home.directory()));
    }
    var environment = new TestEnvironment(options, console, home);
    Runtime.getRuntime().addShutdownHook(new Thread(environment::close, "stop"));
    return environment;
  }

  public HomeDirectory home() {
    return home;
  }

  public ChildProcesses children() {
    return children;
  }

  /** Runs an action at the end, when the components have stopped. */
  public void stopAfterComponents(Runnable stop) {
    afterChildren.add(stop);
  }

  /**
   * Starts the components of these settings.
   *
   * @throws CommandException if one does not start
   */
  public void start(ChildCommand command, TestEnvironmentSettings settings)
      throws CommandException, IOException, InterruptedException {
    var failed = children.start(command, settings.components());
    if (failed.isPresent()) {
      throw new CommandException(
          failed.get().kind().label() + " did not start; --keep keeps its log.");
    }
  }

  /**
   * Starts all components in one process.
   *
   * @throws CommandException if they do not start
   */
  public void startTogether(ChildCommand command)
      throws CommandException, IOException, InterruptedException {
    if (!children.startTogether(command)) {
      throw new CommandException("The components did not start; see " + home.logs());
    }
  }

  /** How the started components are reached. */
  public Target target(TestEnvironmentSettings settings) throws CommandException, IOException {
    var endpoints = home.endpoints();
    var database =
        settings.database().isPresent()
            ? settings.database().get()
            : new Target.Database(endpoints.get("postgres").orElseThrow(this::ended), "", "");
    var pids = new HashMap<String, Long>();
    children.pids().forEach((kind, pid) -> pids.put(kind.label(), pid));
    return new Target(
        URI.create(endpoints.get(ComponentKind.API.label()).orElseThrow(this::ended)),
        endpoints.get("apiKey").orElseThrow(this::ended),
        database,
        endpoints.get("handset").map(URI::create),
        pids,
        Files.getFileStore(home.directory()).type());
  }

  private CommandException ended() {
    return new CommandException(
        "A component ended right after its start: try again with --keep, and see its log.");
  }

  /**
   * The file for the result, given by the user or below the build directory.
   *
   * @param run the name of the command
   */
  public Path resultFile(String run) throws IOException {
    if (options.json().isPresent()) {
      return options.json().get();
    }
    var directory =
        Path.of(System.getProperty("launcher.root", "."), "notifier-local", "target", run);
    Files.createDirectories(directory);
    return directory.resolve(run + "-" + System.currentTimeMillis() / 1000 + ".json");
  }

  /** Has an effect only the first time: at the end, or before that at Ctrl-C. */
  @Override
  public synchronized void close() {
    if (!children.stop()) {
      return;
    }
    afterChildren.forEach(Runnable::run);
    if (!options.temporary()) {
      return;
    }
    if (options.keep()) {
      console.print("Data and logs are kept in " + options.home());
    } else {
      delete(options.home());
    }
  }

  private void delete(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | RuntimeException e) {
      console.print("Some files of " + directory + " were not deleted: " + e.getMessage());
    }
  }
}
