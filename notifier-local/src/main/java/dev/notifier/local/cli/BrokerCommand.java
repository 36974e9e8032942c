package dev.notifier.local.cli;

import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeOption;
import dev.notifier.local.home.LogFiles;
import dev.notifier.local.kafka.ClusterNode;
import dev.notifier.local.kafka.EmbeddedKafka;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code broker}: one of the brokers of {@code chaos --lose-brokers}, in a process of its own. */
@Command(name = "broker", hidden = true, description = "Run one broker of a cluster.")
final class BrokerCommand implements Callable<Integer> {
  @Option(names = "--node", required = true)
  private int node;

  @Option(names = "--cluster-id", required = true)
  private String clusterId = "";

  @Option(names = "--port", required = true)
  private int port;

  @Option(names = "--controller-ports", required = true, split = ",")
  private List<Integer> controllerPorts = List.of();

  @Mixin private HomeOption homeOption = new HomeOption();

  @Override
  public Integer call() throws IOException, InterruptedException {
    var home = homeOption.orDefault();
    LogFiles.use(home, "broker-" + node);
    var directory = home.resolve("kafka").resolve("broker-" + node);
    try (var broker =
        EmbeddedKafka.start(directory, new ClusterNode(node, clusterId, port, controllerPorts))) {
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop"));
      ConsoleOutput.standard().print("Broker " + node + " is up.");
      // Until a signal ends the process.
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
