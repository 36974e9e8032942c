package dev.notifier.local.demo;

import dev.notifier.local.bench.SimulatorClient;
import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What goes wrong at the simulated carriers. */
final class DemoFaults {
  /** For numbers of the second carrier: throttled messages, and links that are dropped. */
  private static final String FAULTS =
      """
      [{"fault": "refuse", "to": "84(89|90|93|7[06-9])[0-9]{7}", "status": 88, "chance": 0.1},
       {"fault": "drop", "to": "84(89|90|93|7[06-9])[0-9]{7}", "chance": 0.02},
       {"fault": "receipt", "to": "84[0-9]{8}7", "state": "UNDELIV", "error": "001", "chance": 0.2},
       {"fault": "receipt", "to": "84[0-9]{8}3", "state": "EXPIRED", "chance": 0.1}]
      """;

  private final SimulatorClient simulator;

  DemoFaults(SimulatorClient simulator) {
    this.simulator = simulator;
  }

  /** Adds the faults to those that the simulator has. */
  void add() throws IOException, InterruptedException {
    ObjectNode patch = JsonMapper.shared().createObjectNode();
    JsonNode present = simulator.get("/v1/config").path("faults");
    patch.putArray("faults").addAll(present.values()).addAll(faults().values());
    if (!simulator.send("PATCH", "/v1/config", patch.toString())) {
      throw new IOException("The simulator does not take the faults.");
    }
  }

  private static JsonNode faults() {
    return JsonMapper.shared().readTree(FAULTS);
  }
}
