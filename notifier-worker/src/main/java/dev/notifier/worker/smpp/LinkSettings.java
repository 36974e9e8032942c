package dev.notifier.worker.smpp;

import java.time.Duration;

/**
 * How to reach and log in to a message centre, and the timers of the link.
 *
 * @param password never logged
 * @param connectTimeout for the TCP connection
 * @param bindTimeout for the bind response
 * @param enquireEvery silence after which an enquire_link is sent
 * @param deadAfter silence after which the link is given up, several enquiries long
 */
public record LinkSettings(
    String host,
    int port,
    String systemId,
    String password,
    String systemType,
    Duration connectTimeout,
    Duration bindTimeout,
    Duration enquireEvery,
    Duration deadAfter) {
  /** The usual timers for a centre. */
  public static LinkSettings of(
      String host, int port, String systemId, String password, String systemType) {
    return new LinkSettings(
        host,
        port,
        systemId,
        password,
        systemType,
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(15),
        Duration.ofSeconds(50));
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "LinkSettings[" + host + ":" + port + ", systemId=" + systemId + "]";
  }
}
