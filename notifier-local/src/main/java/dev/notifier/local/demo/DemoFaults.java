package dev.notifier.local.demo;

import dev.notifier.local.bench.SimulatorClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What goes wrong at the simulated carriers: the second one drops links, and throttles half of the
 * messages for a while, again and again; of both, some messages do not arrive.
 */
final class DemoFaults {
  private static final Duration BUSY = Duration.ofSeconds(40);
  private static final Duration CALM = Duration.ofSeconds(80);

  /** A busy and a calm time are two minutes. */
  private static final int TIMES = 240;

  private static final String THROTTLED =
      """
      {"fault": "refuse", "to": "84(89|90|93|7[06-9])[0-9]{7}", "status": 88, "chance": 0.5}
      """;

  private static final String ALWAYS =
      """
      [{"fault": "drop", "to": "84(89|90|93|7[06-9])[0-9]{7}", "chance": 0.01},
       {"fault": "receipt", "to": "84[0-9]{8}7", "state": "UNDELIV", "error": "001", "chance": 0.2},
       {"fault": "receipt", "to": "84[0-9]{8}3", "state": "EXPIRED", "chance": 0.1}]
      """;

  private final URI handset;

  /**
   * @param handset the address of the simulator's HTTP interface
   */
  DemoFaults(URI handset) {
    this.handset = handset;
  }

  /** Returns after hours, or when its thread is interrupted. */
  void run() throws IOException, InterruptedException {
    try (SimulatorClient simulator = new SimulatorClient(handset)) {
      JsonNode others = simulator.get("/v1/config").path("faults");
      for (int i = 0; i < TIMES; i++) {
        set(simulator, with(others, true));
        Thread.sleep(BUSY);
        set(simulator, with(others, false));
        Thread.sleep(CALM);
      }
    }
  }

  private static void set(SimulatorClient simulator, ObjectNode patch)
      throws IOException, InterruptedException {
    if (!simulator.send("PATCH", "/v1/config", patch.toString())) {
      throw new IOException("The simulator does not take the faults.");
    }
  }

  /** The change of the behaviour; other faults, such as those of test numbers, come first. */
  static ObjectNode with(JsonNode others, boolean busy) {
    ObjectNode patch = JsonMapper.shared().createObjectNode();
    ArrayNode faults = patch.putArray("faults");
    faults.addAll(others.values());
    if (busy) {
      faults.add(JsonMapper.shared().readTree(THROTTLED));
    }
    faults.addAll(JsonMapper.shared().readTree(ALWAYS).values());
    return patch;
  }
}
