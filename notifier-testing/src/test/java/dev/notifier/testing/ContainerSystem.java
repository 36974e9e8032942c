package dev.notifier.testing;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A complete system on its own network, with one container for each component. */
final class ContainerSystem implements AutoCloseable {
  static final String API_KEY = "key-of-the-journey-with-32-characters";

  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final int API_PORT = 8080;
  private static final int HEALTH_PORT = 8082;
  private static final int WORKER_PORT = 8081;

  private static final String[] SETTINGS = {
    "--notifier.api-key=" + API_KEY,
    "--notifier.privacy-key=sixteen-characters-and-more",
    "--notifier.intake.quiet-hours=false",
    "--notifier.kafka.bootstrap-servers=kafka:19092",
    "--notifier.postgres.url=jdbc:postgresql://postgres:5432/postgres",
    "--notifier.postgres.username=" + TestPostgres.USER,
    "--notifier.routes.viettel.host=simulator",
  };

  private final Network network = Network.newNetwork();
  private final KafkaContainer kafka =
      ContainerKafkaBroker.container().withNetwork(network).withListener("kafka:19092");
  private final PostgreSQLContainer postgres =
      ContainerPostgresServer.container().withNetwork(network).withNetworkAliases("postgres");
  private final GenericContainer<?> simulator =
      SimulatorContainer.container().withNetwork(network).withNetworkAliases("simulator");
  private final GenericContainer<?> api =
      application(ContainerImage.API, HEALTH_PORT, "/actuator/health/readiness");
  private final GenericContainer<?> worker =
      application(ContainerImage.WORKER, WORKER_PORT, "/actuator/health");

  /** Starts all containers. Everything is ready when this returns. */
  void start() {
    Startables.deepStart(kafka, postgres, simulator).join();
    Startables.deepStart(api, worker).join();
  }

  private GenericContainer<?> application(ContainerImage image, int port, String health) {
    return new GenericContainer<>(image.require())
        .withNetwork(network)
        .withExposedPorts(API_PORT, port)
        .withCommand(SETTINGS)
        .waitingFor(Wait.forHttp(health).forPort(port).withStartupTimeout(START_LIMIT));
  }

  URI api() {
    return at(api, API_PORT);
  }

  /** The root of the simulator's HTTP API. */
  URI simulator() {
    return at(simulator, SimulatorContainer.HTTP);
  }

  private static URI at(GenericContainer<?> container, int port) {
    return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(port) + "/");
  }

  @Override
  public void close() {
    List.of(worker, api, simulator, postgres, kafka).forEach(GenericContainer::stop);
    network.close();
  }
}
