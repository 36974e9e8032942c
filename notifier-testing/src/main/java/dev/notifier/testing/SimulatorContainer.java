package dev.notifier.testing;

import java.net.URI;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The message centre's image, running. What it is told and asked goes over HTTP. */
public final class SimulatorContainer implements AutoCloseable {
  static final int SMPP = 2775;
  static final int HTTP = 2780;

  private final GenericContainer<?> container = container();

  private SimulatorContainer() {}

  /** Starts one; both ports listen when this returns. */
  public static SimulatorContainer start() {
    SimulatorContainer simulator = new SimulatorContainer();
    simulator.container.start();
    return simulator;
  }

  /** As it is to be started. */
  static GenericContainer<?> container() {
    return new GenericContainer<>(ContainerImage.SIMULATOR.there())
        .withExposedPorts(SMPP, HTTP)
        .waitingFor(Wait.forHttp("/v1/counts").forPort(HTTP));
  }

  public String host() {
    return container.getHost();
  }

  public int smppPort() {
    return container.getMappedPort(SMPP);
  }

  /** The root of its HTTP calls. */
  public URI http() {
    return URI.create("http://" + host() + ":" + container.getMappedPort(HTTP) + "/");
  }

  @Override
  public void close() {
    container.stop();
  }
}
