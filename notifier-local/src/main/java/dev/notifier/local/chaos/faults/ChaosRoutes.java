package dev.notifier.local.chaos.faults;

/** The routes of a chaos run. */
public final class ChaosRoutes {
  /** The number of sessions of both routes. */
  public static final int SESSIONS = 3;

  /** The number of sessions of the first route; the second has the others. */
  static final int SESSIONS_OF_A = 2;

  /** The submit_sm per event that each route allows; most events have one to three segments. */
  private static final int RATE_PER_EVENT = 3;

  private ChaosRoutes() {}

  /** The submit_sm per second that both routes allow together. */
  public static int submitsPerSecond(int eventsPerSecond) {
    return 2 * rate(eventsPerSecond);
  }

  private static int rate(int eventsPerSecond) {
    return RATE_PER_EVENT * eventsPerSecond;
  }

  /**
   * The configuration file: two routes to the simulator on this port, the second one as the
   * failover route of the first.
   *
   * @param eventsPerSecond which the limits of the routes must suffice for
   */
  public static String yaml(int smscPort, int eventsPerSecond) {
    return """
    local: { smsc-port: %1$d }
    notifier:
      default-route: a
      routes:
        a:
          port: %1$d
          system-id: chaos-a
          sessions: 2
          rate: %2$d
          window: 20
          response-timeout: 5s
          failover: [b]
          link: { enquire-every: 5s, enquire-timeout: 3s, enquire-misses: 2 }
        b:
          port: %1$d
          system-id: chaos-b
          sessions: 1
          rate: %2$d
          response-timeout: 5s
          prefixes: ["091", "094", "088", "083", "090", "093", "070", "078"]
          link: { enquire-every: 5s, enquire-timeout: 3s, enquire-misses: 2 }
    """
        .formatted(smscPort, rate(eventsPerSecond));
  }

  /** The same file for an external Kafka with three replicas of each record. */
  public static String yaml(int smscPort, int eventsPerSecond, String bootstrapServers) {
    return yaml(smscPort, eventsPerSecond)
        + "  kafka: { bootstrap-servers: \"%s\", replication: 3 }\n".formatted(bootstrapServers);
  }
}
