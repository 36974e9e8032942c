package dev.notifier.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.notifier.local.home.HomeDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentRunnerTest {
  @TempDir Path directory;
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private HomeDirectory home;
  private ComponentRunner runner;

  @BeforeEach
  void open() throws IOException {
    home = HomeDirectory.open(directory);
    runner = new ComponentRunner(home, console());
  }

  @Test
  void stagesStartInOrderAndStopInTheReverseOne() throws Exception {
    runner.startAll(
        List.of(part(ComponentKind.API), part(ComponentKind.WORKER), part(ComponentKind.KAFKA)));
    assertThat(home.endpoints().all()).isEqualTo(Map.of("kafka", "at KAFKA", "api", "at API"));
    assertThat(home.endpoints().workers()).containsExactly("at WORKER");

    runner.stopAll();
    assertThat(events)
        .containsExactly(
            "start KAFKA", "start WORKER", "start API", "stop API", "stop WORKER", "stop KAFKA");
    assertThat(home.directory().resolve("endpoints.json")).doesNotExist();
    assertThat(runner.awaitEnd()).isEmpty();
  }

  @Test
  void aTakenPortIsToldWithItsHolderAndTheSettingThatChoosesAnother() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var part = part(ComponentKind.KAFKA, socket.getLocalPort());
      assertThatThrownBy(() -> runner.startAll(List.of(part)))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("Port " + socket.getLocalPort() + " for kafka is taken")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("local.kafka-port")
          .hasMessageContaining("--config");
    }
    assertThat(events).containsExactly("stop KAFKA");
  }

  @Test
  void aSecondWorkerTakesTheNextNumberAndASecondBrokerIsRefused() throws Exception {
    runner.startAll(List.of(part(ComponentKind.WORKER), part(ComponentKind.KAFKA)));
    var second = new ComponentRunner(home, console());
    second.startAll(List.of(part(ComponentKind.WORKER)));
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("worker-1").contains("worker-2");
    assertThatThrownBy(() -> second.startAll(List.of(part(ComponentKind.KAFKA))))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("already runs")
        .hasMessageContaining("--home");
    second.stopAll();
    runner.stopAll();
  }

  @Test
  void aPartThatEndsByItselfIsNoticed() throws Exception {
    var part = part(ComponentKind.KAFKA);
    runner.startAll(List.of(part));
    part.alive = false;
    assertThat(runner.awaitEnd()).contains("kafka");
    runner.stopAll();
  }

  private ConsoleOutput console() {
    return new ConsoleOutput(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private FakePart part(ComponentKind kind, int... ports) {
    return new FakePart(kind, events, ports);
  }

  private static final class FakePart implements Component {
    private final ComponentKind kind;
    private final List<String> events;
    private final int[] ports;
    private volatile boolean alive;

    FakePart(ComponentKind kind, List<String> events, int... ports) {
      this.kind = kind;
      this.events = events;
      this.ports = ports;
    }

    @Override
    public ComponentKind kind() {
      return kind;
    }

    @Override
    public List<NeededPort> ports() {
      return Arrays.stream(ports)
          .mapToObj(port -> new NeededPort(port, "local." + kind.word() + "-port"))
          .toList();
    }

    @Override
    public Started start() {
      alive = true;
      events.add("start " + kind);
      var address = "at " + kind;
      return new Started(ProcessHandle.current().pid(), address, Map.of(kind.word(), address));
    }

    @Override
    public boolean isAlive() {
      return alive;
    }

    @Override
    public void stop() {
      alive = false;
      events.add("stop " + kind);
    }
  }
}
