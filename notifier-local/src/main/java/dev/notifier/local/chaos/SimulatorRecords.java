package dev.notifier.local.chaos;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the simulator has taken, by number: followed page by page, because it keeps only the newest
 * hundred thousand submissions and ten thousand repeats. One thread writes, any may read.
 */
final class SimulatorRecords {
  private static final Duration POLL = Duration.ofMillis(300);
  private static final int REPEATS_EVERY = 20;
  private static final int LIMIT = 1_000;

  private final SimulatorApi simulator;
  private final Set<String> accepted = new HashSet<>();
  private final Map<String, Integer> repeats = new HashMap<>();
  private Instant newest = Instant.EPOCH;
  private int missed;
  private volatile boolean ending;

  SimulatorRecords(SimulatorApi simulator) {
    this.simulator = simulator;
  }

  /** Follows until {@link #end()}, and once more. */
  void follow() throws IOException, InterruptedException {
    for (var look = 0; !ending; look++) {
      messages();
      if (look % REPEATS_EVERY == 0) {
        repeats();
      }
      Thread.sleep(POLL);
    }
    messages();
    repeats();
  }

  void end() {
    ending = true;
  }

  private void messages() throws IOException, InterruptedException {
    while (page()) {
      // There is more already.
    }
  }

  /** Whether there may be more than this page. */
  private boolean page() throws IOException, InterruptedException {
    // Those of the same millisecond may have come after the last look.
    var after = newest.equals(Instant.EPOCH) ? "" : "&after=" + newest.minusMillis(2);
    var messages =
        simulator.get("/v1/messages?oldest=true&limit=" + LIMIT + after).path("messages");
    synchronized (this) {
      var before = newest;
      for (var message : messages.values()) {
        var at = Instant.parse(message.path("at").asString());
        newest = at.isAfter(newest) ? at : newest;
        take(message);
      }
      var full = messages.size() == LIMIT;
      if (full && newest.equals(before)) {
        // More of one moment than a page holds.
        missed++;
        newest = newest.plusMillis(3);
      }
      return full;
    }
  }

  private void take(JsonNode message) {
    if (message.path("outcome").asString("").equals("ACCEPTED")) {
      accepted.add(message.path("to").asString());
    }
  }

  private void repeats() throws IOException, InterruptedException {
    var now = simulator.get("/v1/repeats?limit=10000&full=true").path("repeats");
    var counted = new HashMap<String, Integer>();
    for (var repeat : now.values()) {
      counted.merge(repeat.path("to").asString(), 1, Integer::sum);
    }
    synchronized (this) {
      counted.forEach((number, times) -> repeats.merge(number, times, Math::max));
    }
  }

  /** Whether any segment to this number was taken: asks the simulator if that was not seen. */
  boolean hasTaken(String number) throws IOException, InterruptedException {
    synchronized (this) {
      if (accepted.contains(number)) {
        return true;
      }
    }
    var messages = simulator.get("/v1/messages?limit=1000&to=" + number).path("messages");
    synchronized (this) {
      messages.values().forEach(this::take);
      return accepted.contains(number);
    }
  }

  /** Segments that were taken more than once, by number. */
  synchronized Map<String, Integer> repeatedNumbers() {
    return new HashMap<>(repeats);
  }

  /** How often more came between two looks than the simulator shows. */
  synchronized int missed() {
    return missed;
  }
}
