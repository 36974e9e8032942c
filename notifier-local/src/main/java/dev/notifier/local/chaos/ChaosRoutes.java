package dev.notifier.local.chaos;

/** The routes of a chaos run. */
public final class ChaosRoutes {
  /** The number of sessions of both routes. */
  static final int SESSIONS = 3;

  private ChaosRoutes() {}

  /**
   * The configuration file: two routes to the simulator on this port, the second one as the
   * failover route of the first.
   */
  public static String yaml(int smscPort) {
    return """
    local: { smsc-port: %1$d }
    notifier:
      default-route: a
      routes:
        a:
          port: %1$d
          system-id: chaos-a
          sessions: 2
          window: 20
          response-timeout: 5s
          failover: [b]
          link: { enquire-every: 5s, enquire-timeout: 3s, enquire-misses: 2 }
        b:
          port: %1$d
          system-id: chaos-b
          sessions: 1
          response-timeout: 5s
          prefixes: ["091", "094", "088", "083", "090", "093", "070", "078"]
          link: { enquire-every: 5s, enquire-timeout: 3s, enquire-misses: 2 }
    """
        .formatted(smscPort);
  }
}
