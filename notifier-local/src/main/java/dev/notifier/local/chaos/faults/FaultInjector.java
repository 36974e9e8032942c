package dev.notifier.local.chaos.faults;

import dev.notifier.local.bench.SimulatorClient;
import dev.notifier.local.chaos.faults.Disturbances.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Makes the simulator misbehave: one fault for a while, then a pause without faults. */
public final class FaultInjector {
  private static final String NO_FAULT = "no fault";

  private static final Duration MIN_FAULT = Duration.ofSeconds(5);
  private static final Duration MAX_FAULT = Duration.ofSeconds(20);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(3);

  private final SimulatorClient simulator;
  private final PermanentRules permanent;
  private final Disturbances disturbances;
  private final RandomGenerator random;
  private final List<SimulatorFault> supported = new ArrayList<>(FaultTable.ALL);
  private final Map<String, Integer> injected = new TreeMap<>();
  private final Set<String> unsupported = new TreeSet<>();
  private volatile String current = NO_FAULT;

  public FaultInjector(
      SimulatorClient simulator,
      PermanentRules permanent,
      Disturbances disturbances,
      RandomGenerator random) {
    this.simulator = simulator;
    this.permanent = permanent;
    this.disturbances = disturbances;
    this.random = random;
  }

  /** Puts the permanent rules into force. */
  public void begin() throws IOException, InterruptedException {
    endFault(1);
  }

  /**
   * Runs until this value of {@link System#nanoTime()}; then only the permanent rules apply. There
   * are no faults in calm periods.
   */
  public void run(long until) throws IOException, InterruptedException {
    var begun = System.nanoTime();
    try {
      while (System.nanoTime() < until) {
        if (CalmPeriods.contains(System.nanoTime() - begun)) {
          sleep(MAX_PAUSE, until);
          continue;
        }
        sleep(Duration.ofMillis(random.nextLong(MAX_PAUSE.toMillis())), until);
        var fault = draw();
        var duration =
            Duration.ofMillis(random.nextLong(MIN_FAULT.toMillis(), MAX_FAULT.toMillis()));
        if (System.nanoTime() < until) {
          if (inject(fault)) {
            sleep(duration, until);
          }
          endFault(random.nextInt(1, Integer.MAX_VALUE));
        }
      }
    } finally {
      endFault(1);
    }
  }

  private boolean inject(SimulatorFault fault) throws IOException, InterruptedException {
    disturbances.begin(Kind.CARRIER);
    var done =
        (fault.patch().isEmpty()
                || simulator.send("PATCH", "/v1/config", permanent.patch(fault.json())))
            && (fault.post().isEmpty() || simulator.send("POST", fault.post(), ""));
    synchronized (this) {
      if (done) {
        injected.merge(fault.name(), 1, Integer::sum);
        current = fault.name();
      } else {
        supported.remove(fault);
        unsupported.add(fault.name());
      }
    }
    return done;
  }

  private void endFault(int seed) throws IOException, InterruptedException {
    current = NO_FAULT;
    if (!simulator.send("PUT", "/v1/config", permanent.reset(seed))) {
      throw new IOException("The simulator does not accept its default configuration");
    }
    disturbances.end(Kind.CARRIER);
  }

  private SimulatorFault draw() {
    var ticket = random.nextInt(supported.stream().mapToInt(SimulatorFault::weight).sum());
    for (var fault : supported) {
      ticket -= fault.weight();
      if (ticket < 0) {
        return fault;
      }
    }
    return supported.getLast();
  }

  private static void sleep(Duration duration, long until) throws InterruptedException {
    var nanos = Math.min(duration.toNanos(), until - System.nanoTime());
    if (nanos > 0) {
      Thread.sleep(Duration.ofNanos(nanos));
    }
  }

  /** The name of the fault at this moment. */
  public String current() {
    return current;
  }

  public synchronized InjectedFaults faults() {
    return new InjectedFaults(new TreeMap<>(injected), new TreeSet<>(unsupported));
  }
}
