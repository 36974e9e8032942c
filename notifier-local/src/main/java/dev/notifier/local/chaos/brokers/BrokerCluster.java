package dev.notifier.local.chaos.brokers;

import dev.notifier.kafka.clients.KafkaClients;
import dev.notifier.kafka.clients.KafkaConnection;
import dev.notifier.local.home.HomeDirectory;
import dev.notifier.local.home.LoopbackPorts;
import dev.notifier.local.home.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * Three Kafka brokers on this machine, each in its own process and a controller as well. Used by
 * one thread; {@link #close()} may be called by a shutdown hook.
 */
public final class BrokerCluster implements AutoCloseable {
  public static final int BROKERS = 3;

  private static final Duration CALL_LIMIT = Duration.ofSeconds(10);
  private static final Duration IN_SYNC_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String HEAP = "-Xmx256m";

  private final HomeDirectory home;
  private final List<String> program;
  private final String clusterId = Uuid.randomUuid().toString();
  private final List<Integer> ports = new ArrayList<>();
  private final List<Integer> controllerPorts = new ArrayList<>();
  private final Map<Integer, Process> processes = new HashMap<>();

  /**
   * Chooses the ports. Starts nothing.
   *
   * @param program the command line of this program, without arguments
   */
  public static BrokerCluster create(HomeDirectory home, List<String> program) throws IOException {
    var cluster = new BrokerCluster(home, program);
    for (var node = 1; node <= BROKERS; node++) {
      cluster.ports.add(cluster.unusedPort());
      cluster.controllerPorts.add(cluster.unusedPort());
    }
    return cluster;
  }

  /**
   * Starts the brokers and returns when they serve clients.
   *
   * @throws IOException if they do not start
   */
  public void start() throws IOException, InterruptedException {
    for (var node = 1; node <= BROKERS; node++) {
      startBroker(node);
    }
    awaitInSync();
  }

  private BrokerCluster(HomeDirectory home, List<String> program) {
    this.home = home;
    this.program = List.copyOf(program);
  }

  private int unusedPort() throws IOException {
    var port = LoopbackPorts.free();
    while (ports.contains(port) || controllerPorts.contains(port)) {
      port = LoopbackPorts.free();
    }
    return port;
  }

  /** The addresses of all brokers. */
  public String bootstrapServers() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** The node that leads the controllers. */
  int leader() throws IOException, InterruptedException {
    return ask(admin ->
        admin
            .describeMetadataQuorum()
            .quorumInfo()
            .get(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS)
            .leaderId());
  }

  /** Starts a broker that was not started or was killed. */
  void startBroker(int node) throws IOException {
    var command = new ArrayList<>(program);
    command.add(1 + command.indexOf(java(command)), HEAP);
    command.addAll(
        List.of(
            "broker",
            "--node=" + node,
            "--cluster-id=" + clusterId,
            "--port=" + ports.get(node - 1),
            "--controller-ports="
                + controllerPorts.stream().map(String::valueOf).collect(Collectors.joining(",")),
            "--home=" + home.directory()));
    var log = home.logs().resolve("broker-" + node + ".out").toFile();
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    synchronized (processes) {
      processes.put(node, process);
    }
  }

  private static String java(List<String> command) {
    return command.stream()
        .filter(word -> Files.isExecutable(Path.of(word)) && word.endsWith("java"))
        .findFirst()
        .orElseThrow();
  }

  /** Kills a broker (SIGKILL). */
  void kill(int node) throws InterruptedException {
    process(node).destroyForcibly().waitFor();
  }

  /** Stops a broker without ending it (SIGSTOP): its connections stay open and nothing responds. */
  void suspend(int node) throws IOException, InterruptedException {
    signal("-STOP", node);
  }

  void resume(int node) throws IOException, InterruptedException {
    signal("-CONT", node);
  }

  private void signal(String signal, int node) throws IOException, InterruptedException {
    var pid = Long.toString(process(node).pid());
    if (new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor() != 0) {
      throw new IOException("Broker " + node + " got no signal " + signal);
    }
  }

  private Process process(int node) {
    synchronized (processes) {
      return Objects.requireNonNull(processes.get(node), "it was not started");
    }
  }

  /**
   * Waits until all replicas of all topics are in sync.
   *
   * @throws IOException if they are not within 90 s
   */
  void awaitInSync() throws IOException, InterruptedException {
    var deadline = System.nanoTime() + IN_SYNC_LIMIT.toNanos();
    var problem = "";
    while (System.nanoTime() < deadline) {
      try {
        if (ask(BrokerCluster::isInSync)) {
          return;
        }
        problem = "replicas are missing";
      } catch (IOException e) {
        problem = String.valueOf(e.getMessage());
      }
      Thread.sleep(POLL);
    }
    throw new IOException("The brokers are not in sync (%s); see their logs.".formatted(problem));
  }

  private static boolean isInSync(Admin admin)
      throws ExecutionException, InterruptedException, TimeoutException {
    var seconds = CALL_LIMIT.toSeconds();
    if (admin.describeCluster().nodes().get(seconds, TimeUnit.SECONDS).size() < BROKERS) {
      return false;
    }
    var names = admin.listTopics().names().get(seconds, TimeUnit.SECONDS);
    return admin
        .describeTopics(names)
        .allTopicNames()
        .get(seconds, TimeUnit.SECONDS)
        .values()
        .stream()
        .flatMap(topic -> topic.partitions().stream())
        .allMatch(partition -> partition.isr().size() == partition.replicas().size());
  }

  private interface Question<T> {
    T answer(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
  }

  private <T> T ask(Question<T> question) throws IOException, InterruptedException {
    var clients = new KafkaClients(KafkaConnection.plaintext(bootstrapServers()), "chaos");
    try (var admin = clients.admin("brokers", CALL_LIMIT)) {
      return question.answer(admin);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka does not respond: " + e.getMessage(), e);
    }
  }

  /** Ends all brokers, also suspended ones. */
  @Override
  public void close() {
    List<Process> all;
    synchronized (processes) {
      all = List.copyOf(processes.values());
    }
    all.forEach(Process::destroy);
    for (var process : all) {
      try {
        ProcessTable.end(process, STOP_LIMIT);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
