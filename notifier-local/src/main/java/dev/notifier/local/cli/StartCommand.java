package dev.notifier.local.cli;

import dev.notifier.local.components.ApiReadiness;
import dev.notifier.local.components.ComponentKind;
import dev.notifier.local.components.ComponentRunner;
import dev.notifier.local.components.ComponentSelection;
import dev.notifier.local.components.LocalSettings;
import dev.notifier.local.console.AbsolutePath;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.demo.Demo;
import dev.notifier.local.demo.DemoOptions;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.home.LogFiles;
import dev.notifier.local.home.StartupMessage;
import dev.notifier.local.processes.ChildCommand;
import dev.notifier.local.processes.ChildProcess;
import dev.notifier.local.processes.ChildProcesses;
import dev.notifier.local.programs.Recording;
import dev.notifier.local.users.LinkMessage;
import dev.notifier.local.users.UsersClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code start}: starts everything in this process; or one component in it; or several components,
 * each in a process of its own.
 */
@Command(
    name = "start",
    description = "Start everything in one process; Ctrl-C stops it.",
    sortOptions = false)
final class StartCommand implements Callable<Integer> {
  /** The process exits this long after Ctrl-C, even if something has not stopped. */
  private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

  @Option(
      names = "--config",
      paramLabel = "FILE",
      converter = AbsolutePath.class,
      description = "a YAML file over the defaults")
  private @Nullable Path config;

  @Option(
      names = "--only",
      paramLabel = "COMPONENT",
      split = ",",
      converter = ComponentSelection.Converter.class,
      description =
          "start only these components, each in its own process: ${COMPLETION-CANDIDATES}"
              + " (infra = kafka, postgres and smsc)")
  private List<ComponentSelection> only = List.of();

  @Mixin private DemoOptions demoOptions = new DemoOptions();

  @Mixin private HomeOption homeOption = new HomeOption();

  private final ConsoleOutput console = ConsoleOutput.standard();
  private final long begun = System.nanoTime();

  /** The selected components; empty = all. */
  Set<ComponentKind> only() {
    var kinds = EnumSet.noneOf(ComponentKind.class);
    only.forEach(selection -> kinds.addAll(selection.kinds()));
    return kinds;
  }

  Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  boolean isDemo() {
    return demoOptions.isOn();
  }

  Path home() {
    return homeOption.orDefault();
  }

  /** Runs until it is stopped, or until a component ends by itself. */
  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    var only = only();
    if (isDemo() && !only.isEmpty()) {
      throw new CommandException("--demo needs all components: start without --only.");
    }
    LogFiles.use(home(), only.size() == 1 ? only.iterator().next().label() : "notifier");
    var loaded = LocalSettings.load(config());
    var settings = isDemo() ? loaded.forDemo() : loaded;
    var kinds = selected(only, settings);
    var home = HomeDirectory.open(home());
    if (!ChildProcess.isThisProcess()) {
      console.print("Notifier starts in " + home.directory());
    }
    return only.size() > 1
        ? runInChildren(home, only)
        : runInThisProcess(home, kinds, settings, !only.isEmpty());
  }

  private static Set<ComponentKind> selected(Set<ComponentKind> only, LocalSettings.Loaded settings)
      throws CommandException {
    var external = settings.external();
    for (var kind : only) {
      if (external.contains(kind)) {
        throw new CommandException(
            "The configuration names an external %s: there is no %s to start."
                .formatted(kind.label(), kind.label()));
      }
    }
    var kinds = only.isEmpty() ? EnumSet.allOf(ComponentKind.class) : EnumSet.copyOf(only);
    kinds.removeAll(external);
    return kinds;
  }

  private int runInThisProcess(
      HomeDirectory home, Set<ComponentKind> kinds, LocalSettings.Loaded settings, boolean alone)
      throws CommandException, IOException, InterruptedException {
    var runner = new ComponentRunner(home, console);
    // Not a field: its class has a logger, and the log has its folder only when the command runs.
    var demo = new Demo(console, Clock.systemUTC(), RandomGenerator.getDefault());
    onShutdown(() -> {
      demo.close();
      printStopped(runner.stopAll());
    });
    if (!runner.startAll(kinds, settings, config(), alone)) {
      return 1;
    }
    if (!alone) {
      awaitReady(home, runner);
    }
    // Whose database it is decides who its users are.
    var user = !alone && kinds.contains(ComponentKind.POSTGRES) ? firstUser(home) : "";
    var message = alone ? "" : StartupMessage.of(home) + user;
    var announced =
        runner.announce(() -> {
          printReady();
          if (!alone) {
            console.print(message);
          }
          if (isDemo()) {
            demo.start(home.endpoints(), demoOptions);
          }
        });
    if (!announced) {
      return 1;
    }
    var ended = runner.awaitEnd();
    if (ended.isPresent()) {
      console.print(ended.get() + " ended by itself; see ./notifier logs " + ended.get());
      return 1;
    }
    return 0;
  }

  /** The first request of a user must not come too early. */
  private void awaitReady(HomeDirectory home, ComponentRunner runner)
      throws IOException, InterruptedException {
    var health = home.endpoints().get("apiHealth");
    if (health.isPresent()) {
      var readiness = new ApiReadiness(health.get());
      if (!readiness.await(runner::isStopping) && !runner.isStopping()) {
        console.print("The api does not accept events yet; see " + readiness.address());
      }
    }
  }

  /** At the first start, makes a user. The link is a secret: it is on the terminal only. */
  private String firstUser(HomeDirectory home) throws IOException, InterruptedException {
    var client = UsersClient.of(home.endpoints());
    if (client.isEmpty()) {
      return "";
    }
    try {
      Optional<String> address = home.endpoints().get("console");
      return client.get().makeFirst().map(link -> "\n" + message(link, address)).orElse("");
    } catch (CommandException | IOException e) {
      // Everything else works without a user.
      console.print("No user was made: " + e.getMessage() + " Repeat it with ./notifier link.");
      return "";
    }
  }

  private static String message(UsersClient.Link link, Optional<String> address) {
    return ConsoleOutput.isOnTerminal() ? LinkMessage.of(link, address) : LinkMessage.without(link);
  }

  private int runInChildren(HomeDirectory home, Set<ComponentKind> kinds)
      throws IOException, InterruptedException {
    var children = new ChildProcesses();
    var startEnded = new AtomicBoolean();
    onShutdown(() -> {
      children.stop();
      printStopped(!startEnded.get());
    });
    var failed = children.start(new ChildCommand(home, config(), List.of()), kinds);
    if (children.isStopped()) {
      return 1;
    }
    startEnded.set(true);
    if (failed.isPresent()) {
      console.printComponent(
          failed.get().kind().label(),
          failed.get().wasStopped()
              ? "was stopped before everything was up"
              : "did not start; see ./notifier logs");
      return 1;
    }
    printReady();
    children.awaitEnd(child ->
        console.printComponent(child.kind().label(), "ended with code " + child.exitCode()));
    return 0;
  }

  private void printReady() {
    if (!ChildProcess.isThisProcess()) {
      console.print("Ready in " + ConsoleOutput.secondsSince(begun) + ". Ctrl-C stops everything.");
    }
  }

  private void printStopped(boolean duringStart) {
    if (duringStart && !ChildProcess.isThisProcess()) {
      console.print("Stopped before everything was up.");
    }
  }

  private static void onShutdown(Runnable stop) {
    var stopper = new Thread(stop, "stop");
    stopper.setDaemon(true);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopper.start();
                  try {
                    if (!stopper.join(Recording.endLimit(STOP_LIMIT))) {
                      Runtime.getRuntime().halt(1);
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "shutdown"));
  }
}
