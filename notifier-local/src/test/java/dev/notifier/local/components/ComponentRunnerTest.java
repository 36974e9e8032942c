package dev.notifier.local.components;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.HomeDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentRunnerTest {
  @TempDir Path directory;
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private HomeDirectory home;
  private ComponentRunner runner;

  @BeforeEach
  void open() throws IOException {
    home = HomeDirectory.open(directory);
    runner = new ComponentRunner(home, console());
  }

  @Test
  void stagesStartInOrderAndStopInReverseOrder() throws Exception {
    runner.startAll(
        List.of(
            component(ComponentKind.API),
            component(ComponentKind.WORKER),
            component(ComponentKind.KAFKA)));
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
  void aPortInUseIsReportedWithItsProcessAndTheSettingForAnotherPort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var component = component(ComponentKind.KAFKA, socket.getLocalPort());
      assertThatThrownBy(() -> runner.startAll(List.of(component)))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("Port " + socket.getLocalPort() + " for kafka is in use")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("local.kafka-port")
          .hasMessageContaining("--config");
    }
    assertThat(events).isEmpty();
  }

  @Test
  void aSecondWorkerTakesTheNextNumberAndASecondBrokerIsRejected() throws Exception {
    runner.startAll(List.of(component(ComponentKind.WORKER), component(ComponentKind.KAFKA)));
    var second = new ComponentRunner(home, console());
    second.startAll(List.of(component(ComponentKind.WORKER)));
    assertThat(output.toString(StandardCharsets.UTF_8)).contains("worker-1").contains("worker-2");
    assertThatThrownBy(() -> second.startAll(List.of(component(ComponentKind.KAFKA))))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("already runs")
        .hasMessageContaining("--home");
    second.stopAll();
    runner.stopAll();
  }

  @Test
  void aComponentThatEndsByItselfIsReported() throws Exception {
    var component = component(ComponentKind.KAFKA);
    runner.startAll(List.of(component));
    component.alive = false;
    assertThat(runner.awaitEnd()).contains("kafka");
    runner.stopAll();
  }

  @Test
  void aStopDuringTheStartEndsItAndNothingIsAnnounced() throws Exception {
    var stopsWhatWasInterrupted = new AtomicBoolean();
    var stop = new Thread(() -> stopsWhatWasInterrupted.set(runner.stopAll()), "stop");
    var kafka = component(ComponentKind.KAFKA);
    kafka.duringStart =
        () -> {
          stop.start();
          // Until it waits for this stage.
          while (stop.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
        };

    assertThat(runner.startAll(List.of(kafka, component(ComponentKind.API)))).isFalse();
    assertThat(runner.announce(() -> events.add("ready"))).isFalse();
    stop.join();

    assertThat(stopsWhatWasInterrupted).isTrue();
    assertThat(events).containsExactly("start KAFKA", "stop KAFKA");
  }

  @Test
  void aComponentThatFailsBecauseOfTheStopIsNoError() throws Exception {
    var stop = new Thread(runner::stopAll, "stop");
    var api = component(ComponentKind.API);
    api.duringStart =
        () -> {
          stop.start();
          while (stop.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
          }
          throw new IllegalStateException("its process was ended by the same Ctrl-C");
        };

    assertThat(runner.startAll(List.of(api))).isFalse();
    stop.join();
  }

  @Test
  void nothingIsAnnouncedIfTheStopComesAfterTheLastComponent() throws Exception {
    assertThat(runner.startAll(List.of(component(ComponentKind.API)))).isTrue();
    assertThat(runner.stopAll()).isTrue();
    assertThat(runner.announce(() -> events.add("ready"))).isFalse();
    assertThat(events).containsExactly("start API", "stop API");
  }

  @Test
  void aStopAfterTheAnnouncementOrAfterAFailureInterruptsNothing() throws Exception {
    assertThat(runner.startAll(List.of(component(ComponentKind.API)))).isTrue();
    assertThat(runner.announce(() -> events.add("ready"))).isTrue();
    assertThat(runner.stopAll()).isFalse();
    assertThat(events).containsExactly("start API", "ready", "stop API");

    var failing = component(ComponentKind.KAFKA);
    failing.duringStart =
        () -> {
          throw new IllegalStateException("no disk");
        };
    var second = new ComponentRunner(home, console());
    assertThatThrownBy(() -> second.startAll(List.of(failing))).hasMessage("no disk");
    assertThat(second.stopAll()).isFalse();
  }

  /** A supervisor starts all parts again at the same time, and the broker takes longest. */
  @Test
  void aComponentWaitsForWhatItNeedsAlthoughAKilledOneLeftItsAddress() throws Exception {
    home.endpoints().put(Map.of("kafka", "of a killed process"));
    var api = component(ComponentKind.API);
    api.needs = List.of(ComponentKind.KAFKA);
    var start = CompletableFuture.supplyAsync(() -> startsAll(runner, api));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> output.toString(StandardCharsets.UTF_8).contains("waits up to 60 s for kafka"));
    assertThat(start).isNotDone();

    var supervised = new ComponentRunner(home, console());
    supervised.startAll(List.of(component(ComponentKind.KAFKA)));
    assertThat(start.get(30, TimeUnit.SECONDS)).isTrue();

    assertThat(events).containsExactly("start KAFKA", "start API");
    assertThat(output.toString(StandardCharsets.UTF_8)).containsOnlyOnce("waits");
    runner.stopAll();
    supervised.stopAll();
  }

  @Test
  void whatDoesNotComeUpIsNamed() {
    var api = component(ComponentKind.API);
    api.needs = List.of(ComponentKind.KAFKA, ComponentKind.POSTGRES);
    var impatient = new ComponentRunner(home, console(), Duration.ZERO);
    assertThatThrownBy(() -> impatient.startAll(List.of(api)))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "No kafka runs in %s: start it with ./notifier start --only kafka, or set its address in"
                + " a file given with --config.",
            home.directory());
    assertThat(events).isEmpty();
  }

  @Test
  void aStopEndsTheWaiting() throws Exception {
    var api = component(ComponentKind.API);
    api.needs = List.of(ComponentKind.KAFKA);
    var start = CompletableFuture.supplyAsync(() -> startsAll(runner, api));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> output.toString(StandardCharsets.UTF_8).contains("waits"));

    assertThat(runner.stopAll()).isTrue();

    assertThat(start.get(30, TimeUnit.SECONDS)).isFalse();
    assertThat(events).isEmpty();
  }

  private static boolean startsAll(ComponentRunner runner, Component component) {
    try {
      return runner.startAll(List.of(component));
    } catch (CommandException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ConsoleOutput console() {
    return new ConsoleOutput(new PrintStream(output, true, StandardCharsets.UTF_8));
  }

  private FakeComponent component(ComponentKind kind, int... ports) {
    return new FakeComponent(kind, events, ports);
  }

  private static final class FakeComponent implements Component {
    private final ComponentKind kind;
    private final List<String> events;
    private final int[] ports;
    private volatile List<ComponentKind> needs = List.of();
    private volatile boolean alive;
    private volatile Runnable duringStart = () -> {};

    FakeComponent(ComponentKind kind, List<String> events, int... ports) {
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
          .mapToObj(port -> new NeededPort(port, "local." + kind.label() + "-port"))
          .toList();
    }

    @Override
    public List<ComponentKind> needs() {
      return needs;
    }

    @Override
    public RunningComponent start() {
      alive = true;
      events.add("start " + kind);
      duringStart.run();
      var address = "at " + kind;
      return RunningComponent.inThisProcess(
          address, Map.of(kind.label(), address), () -> alive, this::stop);
    }

    private void stop() {
      alive = false;
      events.add("stop " + kind);
    }
  }
}
