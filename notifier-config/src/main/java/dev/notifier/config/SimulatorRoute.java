package dev.notifier.config;

import java.util.Map;
import java.util.TreeMap;

/** The route that is there when nobody configured one: the simulator in a carrier's clothes. */
final class SimulatorRoute {
  static final String NAME = "viettel";

  /** Viettel's prefixes in use: 031 is assigned but not seen yet. */
  private static final String PREFIXES = "086,096,097,098,032,033,034,035,036,037,038,039";

  private SimulatorRoute() {}

  /** Only what differs from the defaults of every route. */
  static Map<String, String> properties() {
    String route = "notifier.routes." + NAME + ".";
    Map<String, String> properties = new TreeMap<>();
    properties.put(route + "password", "secret");
    properties.put(route + "prefixes", PREFIXES);
    properties.put(route + "status-map.0x45", "retry");
    return properties;
  }
}
