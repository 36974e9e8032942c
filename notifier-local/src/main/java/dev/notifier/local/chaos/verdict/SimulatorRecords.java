package dev.notifier.local.chaos.verdict;

import dev.notifier.local.bench.SimulatorClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The phone numbers for which the simulator accepted segments. The simulator is read page by page
 * during the run, because it keeps only the newest 100,000 submissions and 10,000 repeats. One
 * thread reads the simulator; any thread may call the other methods.
 */
public final class SimulatorRecords {
  private static final Duration POLL = Duration.ofMillis(300);
  private static final int POLLS_PER_REPEATS = 20;
  private static final int PAGE = 1_000;

  /** Submissions of the same millisecond may be recorded after a page was read. */
  private static final Duration OVERLAP = Duration.ofMillis(2);

  private final SimulatorClient simulator;
  private final Set<String> accepted = new HashSet<>();
  private final Map<String, Integer> repeats = new HashMap<>();
  private Instant newest = Instant.EPOCH;
  private volatile boolean ending;

  public SimulatorRecords(SimulatorClient simulator) {
    this.simulator = simulator;
  }

  /** Reads until {@link #end()}, and then once more. */
  public void follow() throws IOException, InterruptedException {
    for (var poll = 0; !ending; poll++) {
      readMessages();
      if (poll % POLLS_PER_REPEATS == 0) {
        readRepeats();
      }
      Thread.sleep(POLL);
    }
    readMessages();
    readRepeats();
  }

  public void end() {
    ending = true;
  }

  private void readMessages() throws IOException, InterruptedException {
    var size = PAGE;
    while (size == PAGE) {
      size = readPage();
    }
  }

  private int readPage() throws IOException, InterruptedException {
    var after = newest.equals(Instant.EPOCH) ? "" : "&after=" + newest.minus(OVERLAP);
    var messages = simulator.get("/v1/messages?oldest=true&limit=" + PAGE + after).path("messages");
    synchronized (this) {
      var before = newest;
      for (var message : messages.values()) {
        var at = Instant.parse(message.path("at").asString());
        newest = at.isAfter(newest) ? at : newest;
        add(message);
      }
      if (messages.size() == PAGE && newest.equals(before)) {
        throw new IOException(
            "The simulator records %d submissions within %d ms: lower --rate."
                .formatted(PAGE, OVERLAP.toMillis()));
      }
    }
    return messages.size();
  }

  private void add(JsonNode message) {
    if (message.path("outcome").asString("").equals("ACCEPTED")) {
      accepted.add(message.path("to").asString());
    }
  }

  private void readRepeats() throws IOException, InterruptedException {
    var counts = new HashMap<String, Integer>();
    for (var repeat : simulator.get("/v1/repeats?limit=10000&full=true").path("repeats").values()) {
      counts.merge(repeat.path("to").asString(), 1, Integer::sum);
    }
    synchronized (this) {
      counts.forEach((number, times) -> repeats.merge(number, times, Math::max));
    }
  }

  /** Whether a segment to this number was accepted. Asks the simulator if none was read. */
  public boolean hasAccepted(String number) throws IOException, InterruptedException {
    synchronized (this) {
      if (accepted.contains(number)) {
        return true;
      }
    }
    var messages = simulator.get("/v1/messages?limit=1000&to=" + number).path("messages");
    synchronized (this) {
      messages.values().forEach(this::add);
      return accepted.contains(number);
    }
  }

  /** By phone number, how many segments were accepted although they had been before. */
  public synchronized Map<String, Integer> repeats() {
    return new HashMap<>(repeats);
  }
}
