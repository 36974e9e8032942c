package dev.notifier.testing;

import java.net.URI;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The simulated SMSC in a container. Tests use its HTTP API. */
public final class SimulatorContainer implements AutoCloseable {
  static final int SMPP = 2775;
  static final int HTTP = 2780;

  private final GenericContainer<?> container = container();

  private SimulatorContainer() {}

  /** Starts a container. Both ports listen when this returns. */
  public static SimulatorContainer start() {
    SimulatorContainer simulator = new SimulatorContainer();
    simulator.container.start();
    return simulator;
  }

  /** The container, not yet started. */
  static GenericContainer<?> container() {
    return new GenericContainer<>(ContainerImage.SIMULATOR.require())
        .withExposedPorts(SMPP, HTTP)
        .waitingFor(Wait.forHttp("/v1/counts").forPort(HTTP));
  }

  public String host() {
    return container.getHost();
  }

  public int smppPort() {
    return container.getMappedPort(SMPP);
  }

  /** The root of its HTTP API. */
  public URI http() {
    return URI.create("http://" + host() + ":" + container.getMappedPort(HTTP) + "/");
  }

  @Override
  public void close() {
    container.stop();
  }
}
