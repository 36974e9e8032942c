package dev.notifier.api.pipeline;

/** Whether what waits becomes more. */
enum Trend {
  /** Nothing waits. */
  EMPTY("empty"),
  FALLING("falling"),
  /** It changes by less than one in two seconds. */
  STEADY("steady"),
  GROWING("growing"),
  /** The program has not looked for long enough. */
  UNKNOWN("unknown");

  private final String id;

  Trend(String id) {
    this.id = id;
  }

  /** Such as {@code growing}. */
  String id() {
    return id;
  }
}
