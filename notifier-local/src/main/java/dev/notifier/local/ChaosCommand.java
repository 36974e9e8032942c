package dev.notifier.local;

import dev.notifier.local.chaos.ChaosRoutes;
import dev.notifier.local.chaos.ChaosRun;
import dev.notifier.local.home.LoopbackPorts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code chaos}: starts every part, and two workers, in processes of their own, has the chaos run
 * made against them, and takes all of it away again.
 */
final class ChaosCommand {
  private static final int WORKERS = 2;

  private final CommandLineArguments line;
  private final ConsoleOutput console;

  ChaosCommand(CommandLineArguments line, ConsoleOutput console) {
    this.line = line;
    this.console = console;
  }

  int run() throws CommandException, IOException, InterruptedException {
    try (var trial = TestEnvironment.open(line, console)) {
      console.say("The chaos run starts its parts in " + trial.home().directory());
      var file = trial.home().directory().resolve("chaos.yaml");
      Files.writeString(file, ChaosRoutes.yaml(LoopbackPorts.free()));
      var settings = BenchSettings.of(Optional.of(file));
      var configured = line.withConfig(file);
      var children = trial.children();
      children.start(settings.parts(), configured, settings.javaOptions());
      List<ChildProcess> workers = new ArrayList<>(children.all(ComponentKind.WORKER));
      while (workers.size() < WORKERS) {
        workers.add(children.more(ComponentKind.WORKER, configured, settings.javaOptions()));
      }
      var run =
          new ChaosRun(
              trial.line(settings),
              line.chaos(),
              number -> {
                children.kill(workers.get(number));
                workers.set(
                    number,
                    children.more(ComponentKind.WORKER, configured, settings.javaOptions()));
              },
              console.out());
      return run.run(trial.json("chaos")) ? 0 : 1;
    }
  }
}
