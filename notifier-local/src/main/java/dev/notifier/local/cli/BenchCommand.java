package dev.notifier.local.cli;

import dev.notifier.local.bench.LoadOptions;
import dev.notifier.local.bench.LoadRun;
import dev.notifier.local.components.ComponentKind;
import dev.notifier.local.console.AbsolutePath;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.LogFiles;
import dev.notifier.local.processes.ChildCommand;
import dev.notifier.local.processes.TestEnvironment;
import dev.notifier.local.processes.TestEnvironmentSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench}: starts every component in its own process and runs the load run on them. */
@Command(
    name = "bench",
    description = "Measure throughput and resource use, with each component in its own process.",
    sortOptions = false)
final class BenchCommand implements Callable<Integer> {
  @Option(
      names = "--messages",
      paramLabel = "N",
      converter = PositiveNumber.Messages.class,
      description = "number of messages (default: ${DEFAULT-VALUE})")
  private int messages = LoadOptions.DEFAULT_MESSAGES;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      converter = PositiveNumber.Messages.class,
      description =
          "messages that are sent first and not counted (default: a quarter of the messages, 1000"
              + " to 10000)")
  private @Nullable Integer warmUp;

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = PositiveNumber.Batch.class,
      description = "events in one request (default: ${DEFAULT-VALUE})")
  private int batch = LoadOptions.DEFAULT_BATCH;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      converter = AbsolutePath.class,
      description = "a YAML file over the defaults; its routes replace the simulator")
  private @Nullable Path config;

  @Mixin private RunOptions runOptions = new RunOptions();

  private final ConsoleOutput console = ConsoleOutput.standard();

  LoadOptions loadOptions() {
    return new LoadOptions(messages, batch, Optional.ofNullable(warmUp));
  }

  TestEnvironment.Options environmentOptions() {
    return runOptions.forCommand("bench");
  }

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    var options = environmentOptions();
    LogFiles.use(options.home(), "bench");
    var file = Optional.ofNullable(config);
    var settings = TestEnvironmentSettings.load(file);
    try (var environment = TestEnvironment.open(options, console)) {
      console.print("The load run starts its components in " + environment.home().directory());
      if (!settings.components().contains(ComponentKind.SMSC)) {
        console.print(
            "It sends its %d messages to the external SMSC of the configuration."
                .formatted(messages));
      }
      environment.start(
          new ChildCommand(environment.home(), file, settings.javaOptions()), settings);
      var run =
          new LoadRun(
              environment.target(settings),
              loadOptions(),
              console.stream(),
              ConsoleOutput.isOnTerminal());
      return run.run(environment.resultFile("bench")) ? 0 : 1;
    }
  }
}
