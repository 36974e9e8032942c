package dev.notifier.local.components;

import java.util.Map;
import java.util.TreeMap;

/** The settings of routes to the simulated SMSC, for api and worker. */
final class SimulatedRoutes {
  static final String VIETTEL = "notifier.routes.viettel.";
  private static final String VIETTEL_PREFIXES = "086,096,097,098,032,033,034,035,036,037,038,039";

  private static final String PRACTICE = "notifier.routes.practice.";
  private static final String PRACTICE_ADDRESS = "8000";
  private static final String REPLIES = "notifier.replies.addresses[1].";

  private SimulatedRoutes() {}

  /**
   * A route with a login of its own.
   *
   * @param prefix of its keys
   * @param smscPort where the simulator takes messages
   * @param address from which answers leave
   */
  static Map<String, String> route(String prefix, int smscPort, String address) {
    Map<String, String> settings = new TreeMap<>();
    settings.put(prefix + "host", "127.0.0.1");
    settings.put(prefix + "port", Integer.toString(smscPort));
    settings.put(prefix + "password", "secret");
    settings.put(prefix + "status-map.0x45", "retry");
    settings.put(prefix + "sources[0].address", address);
    return settings;
  }

  /** The shipped route, which has to be named when there is another one as well. */
  static Map<String, String> shipped(int smscPort) {
    Map<String, String> settings = route(VIETTEL, smscPort, LocalAggregator.ADDRESS);
    settings.put(VIETTEL + "prefixes", VIETTEL_PREFIXES);
    return settings;
  }

  /** A route for tests, and the address of the inbox where users of the console practise. */
  static Map<String, String> practice(int smscPort) {
    Map<String, String> settings = route(PRACTICE, smscPort, PRACTICE_ADDRESS);
    settings.put(PRACTICE + "test", "true");
    settings.put(PRACTICE + "system-id", "practice");
    settings.put(REPLIES + "file", "shipped:" + LocalAggregator.ADDRESS + "/" + PRACTICE_ADDRESS);
    settings.put(REPLIES + "tenant", "default~test");
    return settings;
  }
}
