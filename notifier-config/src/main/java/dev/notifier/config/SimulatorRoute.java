package dev.notifier.config;

import java.util.Map;
import java.util.TreeMap;

/** The shipped route, which connects to the simulator. It is used when no route is configured. */
final class SimulatorRoute {
  static final String NAME = "viettel";

  /** Prefixes that Viettel uses; 031 is assigned but not used yet. */
  private static final String PREFIXES = "086,096,097,098,032,033,034,035,036,037,038,039";

  private SimulatorRoute() {}

  /** The values that differ from the defaults. */
  static Map<String, String> properties() {
    String route = "notifier.routes." + NAME + ".";
    Map<String, String> properties = new TreeMap<>();
    properties.put(route + "password", "secret");
    properties.put(route + "prefixes", PREFIXES);
    properties.put(route + "status-map.0x45", "retry");
    return properties;
  }
}
