package dev.notifier.contracts;

import java.time.Duration;

/** The fixed delays of the retry topics: every record of a topic waits equally long. */
public enum RetryDelay {
  S5("5s", Duration.ofSeconds(5)),
  S30("30s", Duration.ofSeconds(30)),
  M5("5m", Duration.ofMinutes(5)),
  M30("30m", Duration.ofMinutes(30)),
  H2("2h", Duration.ofHours(2));

  private final String id;
  private final Duration delay;

  RetryDelay(String id, Duration delay) {
    this.id = id;
    this.delay = delay;
  }

  /** The delay in the name of its topic. */
  public String id() {
    return id;
  }

  public Duration delay() {
    return delay;
  }
}
