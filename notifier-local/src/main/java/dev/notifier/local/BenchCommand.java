package dev.notifier.local;

import dev.notifier.local.bench.LoadRun;
import java.io.IOException;

/**
 * {@code bench}: starts every part in a process of its own, beside whatever else runs on this
 * machine, has the load run made against them, and takes all of it away again.
 */
final class BenchCommand {
  private final CommandLineArguments line;
  private final ConsoleOutput console;

  BenchCommand(CommandLineArguments line, ConsoleOutput console) {
    this.line = line;
    this.console = console;
  }

  int run() throws CommandException, IOException, InterruptedException {
    var settings = BenchSettings.of(line.config());
    try (var trial = TestEnvironment.open(line, console)) {
      console.say("The load run starts its parts in " + trial.home().directory());
      if (!settings.parts().contains(ComponentKind.SMSC)) {
        console.say(
            "Its "
                + line.load().messages()
                + " messages go to the message centre of the configuration, which is not ours.");
      }
      trial.children().start(settings.parts(), line, settings.javaOptions());
      var json = trial.json("bench");
      var run =
          new LoadRun(
              trial.line(settings), line.load(), console.out(), TestEnvironment.onTerminal());
      return run.run(json) ? 0 : 1;
    }
  }
}
