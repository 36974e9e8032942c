package dev.notifier.local.cli;

import dev.notifier.local.components.ComponentKind;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.ComponentLock;
import dev.notifier.local.home.ComponentLock.Registration;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.home.LogFiles;
import dev.notifier.local.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stop}: ends the processes of a home, those that others depend on last. */
@Command(name = "stop", description = "Stop what runs.")
final class StopCommand implements Callable<Integer> {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(75);
  private static final Duration POLL = Duration.ofMillis(50);

  @Mixin private HomeOption homeOption = new HomeOption();

  private final ConsoleOutput console = ConsoleOutput.standard();

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    var home = homeOption.openExisting();
    LogFiles.use(home.directory(), "commands");
    var running = ComponentLock.registrations(home).stream().filter(Registration::isAlive).toList();
    var allEnded = true;
    for (var process : lastStageFirst(running)) {
      allEnded &= end(process);
    }
    var orphan = EmbeddedPostgres.stopOrphan(home.postgres());
    if (orphan) {
      console.printComponent("postgres", "stopped; its parent had been killed");
    }
    if (running.isEmpty() && !orphan) {
      console.print("Nothing runs in " + home.directory());
    }
    return allEnded ? 0 : 1;
  }

  /** The components of each process. */
  private static List<List<Registration>> lastStageFirst(List<Registration> running) {
    return running.stream().collect(Collectors.groupingBy(Registration::pid)).values().stream()
        .sorted(Comparator.comparingInt(StopCommand::lastStage).reversed())
        .toList();
  }

  private static int lastStage(List<Registration> process) {
    return process.stream()
        .flatMap(registration -> ComponentKind.ofComponent(registration.component()).stream())
        .mapToInt(ComponentKind::stage)
        .max()
        .orElse(0);
  }

  private boolean end(List<Registration> process) throws InterruptedException {
    var begun = System.nanoTime();
    var first = process.getFirst();
    var names = process.stream().map(Registration::component).collect(Collectors.joining(", "));
    // Checked again right before: only the process that wrote the registration is ended.
    if (first.isAlive()) {
      ProcessHandle.of(first.pid()).ifPresent(ProcessHandle::destroy);
    }
    while (first.isAlive()) {
      if (System.nanoTime() - begun > STOP_LIMIT.toNanos()) {
        console.print(names + " (process " + first.pid() + ") does not end; see ./notifier logs");
        return false;
      }
      Thread.sleep(POLL);
    }
    console.print(
        "Stopped %s (process %d) in %s"
            .formatted(names, first.pid(), ConsoleOutput.secondsSince(begun)));
    return true;
  }
}
