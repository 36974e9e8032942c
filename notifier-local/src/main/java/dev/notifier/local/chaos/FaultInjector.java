package dev.notifier.local.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Draws faults, has the simulator make them for a while, and lets it obey again. */
final class FaultInjector {
  static final String NOTHING = "obedient";

  private static final Duration LEAST = Duration.ofSeconds(5);
  private static final Duration MOST = Duration.ofSeconds(20);
  private static final Duration BETWEEN = Duration.ofSeconds(3);

  private final SimulatorApi simulator;
  private final RandomGenerator chance;
  private final List<SimulatorFault> known = new ArrayList<>(FaultTable.ALL);
  private final Map<String, Integer> drawn = new TreeMap<>();
  private final Set<String> unknown = new TreeSet<>();
  private volatile String now = NOTHING;

  FaultInjector(SimulatorApi simulator, RandomGenerator chance) {
    this.simulator = simulator;
    this.chance = chance;
  }

  /** Until the time of {@link System#nanoTime()}; then the simulator obeys. */
  void work(long until) throws IOException, InterruptedException {
    try {
      while (System.nanoTime() < until) {
        pause(Duration.ofMillis(chance.nextLong(BETWEEN.toMillis())), until);
        var fault = draw();
        var lasts = Duration.ofMillis(chance.nextLong(LEAST.toMillis(), MOST.toMillis()));
        if (System.nanoTime() >= until || !make(fault)) {
          continue;
        }
        pause(lasts, until);
        now = NOTHING;
        simulator.obey(chance.nextInt(1, Integer.MAX_VALUE));
      }
    } finally {
      now = NOTHING;
      simulator.obey(1);
    }
  }

  private boolean make(SimulatorFault fault) throws IOException, InterruptedException {
    if (!simulator.apply(fault)) {
      synchronized (this) {
        known.remove(fault);
        unknown.add(fault.name());
      }
      return false;
    }
    now = fault.name();
    synchronized (this) {
      drawn.merge(fault.name(), 1, Integer::sum);
    }
    return true;
  }

  private SimulatorFault draw() {
    var ticket = chance.nextInt(known.stream().mapToInt(SimulatorFault::weight).sum());
    for (var fault : known) {
      ticket -= fault.weight();
      if (ticket < 0) {
        return fault;
      }
    }
    return known.getLast();
  }

  private static void pause(Duration length, long until) throws InterruptedException {
    var nanos = Math.min(length.toNanos(), until - System.nanoTime());
    if (nanos > 0) {
      Thread.sleep(Duration.ofNanos(nanos));
    }
  }

  /** What is wrong at this moment. */
  String now() {
    return now;
  }

  /** How often each fault was made. */
  synchronized Map<String, Integer> drawn() {
    return new TreeMap<>(drawn);
  }

  /** Faults that this simulator does not know. */
  synchronized Set<String> unknown() {
    return new TreeSet<>(unknown);
  }
}
