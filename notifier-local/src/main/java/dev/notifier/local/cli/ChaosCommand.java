package dev.notifier.local.cli;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.local.bench.Target;
import dev.notifier.local.chaos.ChaosRun;
import dev.notifier.local.chaos.ChaosSystem;
import dev.notifier.local.chaos.brokers.BrokerCluster;
import dev.notifier.local.chaos.brokers.BrokerLossRun;
import dev.notifier.local.chaos.faults.ChaosRoutes;
import dev.notifier.local.chaos.posting.ChaosOptions;
import dev.notifier.local.components.ComponentKind;
import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.LogFiles;
import dev.notifier.local.home.LoopbackPorts;
import dev.notifier.local.processes.ChildCommand;
import dev.notifier.local.processes.ChildProcess;
import dev.notifier.local.processes.ChildProcesses;
import dev.notifier.local.processes.TestEnvironment;
import dev.notifier.local.processes.TestEnvironmentSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code chaos}: starts every component in its own process, with two workers, and runs the chaos
 * run on them.
 */
@Command(
    name = "chaos",
    description = "Check the guarantees while the SMSC misbehaves and workers are killed.",
    sortOptions = false)
final class ChaosCommand implements Callable<Integer> {
  private static final int WORKERS = 2;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      converter = PositiveNumber.Minutes.class,
      description = "how long events are posted (default: ${DEFAULT-VALUE})")
  private int minutes = ChaosOptions.DEFAULT_MINUTES;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = PositiveNumber.Rate.class,
      description = "events per second (default: ${DEFAULT-VALUE})")
  private int rate = ChaosOptions.DEFAULT_RATE;

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = PositiveNumber.Seed.class,
      description = "seed of all randomness (default: ${DEFAULT-VALUE})")
  private int seed = ChaosOptions.DEFAULT_SEED;

  @Option(
      names = "--single-item",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "faults of one number, record, bind or row; --no-single-item leaves them out (default: on)")
  private boolean singleItem = true;

  @Option(
      names = "--only-single-item",
      description = "no faults of the whole SMSC, to compare the times of urgent messages")
  private boolean onlySingleItem;

  @Option(
      names = "--lose-brokers",
      description = "instead of all that: three Kafka brokers, of which one is lost at a time")
  private boolean loseBrokers;

  @Mixin private RunOptions runOptions = new RunOptions();

  private final ConsoleOutput console = ConsoleOutput.standard();

  ChaosOptions chaosOptions() {
    return new ChaosOptions(minutes, seed, rate, singleItem, !onlySingleItem);
  }

  TestEnvironment.Options environmentOptions() {
    return runOptions.forCommand("chaos");
  }

  @Override
  public Integer call() throws CommandException, IOException, InterruptedException {
    var options = environmentOptions();
    LogFiles.use(options.home(), "chaos");
    try (var environment = TestEnvironment.open(options, console)) {
      var home = environment.home();
      console.print("The chaos run starts its components in " + home.directory());
      var file = home.directory().resolve("chaos.yaml");
      if (loseBrokers) {
        return loseBrokers(environment, file) ? 0 : 1;
      }
      Files.writeString(file, ChaosRoutes.yaml(LoopbackPorts.free(), rate));
      var started = start(environment, file);
      var run =
          new ChaosRun(
              new ChaosSystem(
                  started.target(),
                  new KafkaClients(
                      KafkaOption.embedded(home)
                          .orElseThrow(() -> new CommandException("Kafka has ended; see its log.")),
                      "chaos"),
                  started::killAndStart),
              chaosOptions(),
              console.stream());
      return run.run(environment.resultFile("chaos")) ? 0 : 1;
    }
  }

  private boolean loseBrokers(TestEnvironment environment, Path file)
      throws CommandException, IOException, InterruptedException {
    var home = environment.home();
    var program = new ChildCommand(home, Optional.empty(), List.of()).program();
    var brokers = BrokerCluster.create(home, program);
    environment.stopAfterComponents(brokers::close);
    brokers.start();
    Files.writeString(
        file, ChaosRoutes.yaml(LoopbackPorts.free(), rate, brokers.bootstrapServers()));
    var started = start(environment, file);
    return new BrokerLossRun(
            brokers, started.target(), home.logs(), chaosOptions(), console.stream())
        .run(environment.resultFile("chaos-brokers"));
  }

  /** Starts all components, with two workers. */
  private static Started start(TestEnvironment environment, Path file)
      throws CommandException, IOException, InterruptedException {
    var settings = TestEnvironmentSettings.load(Optional.of(file));
    var command = new ChildCommand(environment.home(), Optional.of(file), settings.javaOptions());
    var children = environment.children();
    environment.start(command, settings);
    List<ChildProcess> workers = new ArrayList<>(children.ofKind(ComponentKind.WORKER));
    while (workers.size() < WORKERS) {
      workers.add(children.startAnother(command, ComponentKind.WORKER));
    }
    return new Started(children, command, workers, environment.target(settings));
  }

  /** The components of a run. */
  private record Started(
      ChildProcesses children, ChildCommand command, List<ChildProcess> workers, Target target) {
    void killAndStart(int number) throws IOException, InterruptedException {
      children.kill(workers.get(number));
      workers.set(number, children.startAnother(command, ComponentKind.WORKER));
    }
  }
}
