package dev.notifier.console.live;

import java.time.Duration;

/**
 * How pages are kept up to date.
 *
 * @param tick how often parts are rendered
 * @param heartbeat after how long without a change a comment is sent, for proxies
 * @param sessionCheck how often sessions are checked
 * @param patience how long a tick waits for documents; slower ones come with a later tick
 * @param connections how many pages at most
 * @param connectionsOfSession how many of them one session has at most
 */
public record LiveSettings(
    Duration tick,
    Duration heartbeat,
    Duration sessionCheck,
    Duration patience,
    int connections,
    int connectionsOfSession) {
  /** Those of the program. The HTTP interface itself looks at the pipeline every 2 s. */
  public static LiveSettings standard() {
    return new LiveSettings(
        Duration.ofSeconds(2),
        Duration.ofSeconds(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        500,
        20);
  }

  int heartbeatTicks() {
    return ticks(heartbeat);
  }

  int sessionCheckTicks() {
    return ticks(sessionCheck);
  }

  private int ticks(Duration duration) {
    return (int) Math.max(1, duration.dividedBy(tick));
  }
}
