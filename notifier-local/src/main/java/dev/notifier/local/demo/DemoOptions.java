package dev.notifier.local.demo;

import picocli.CommandLine.Option;

/** The options of {@code start} that make up data. */
public final class DemoOptions {
  @Option(
      names = "--demo",
      description =
          "also make up the data of a busy day: two simulated carriers, events, batches and replies")
  private boolean on;

  /** For tests. */
  @Option(names = "--demo-events", hidden = true, paramLabel = "N", defaultValue = "300")
  private int events;

  /** For tests. */
  @Option(names = "--demo-lines", hidden = true, paramLabel = "N", defaultValue = "5000")
  private int lines;

  public boolean isOn() {
    return on;
  }

  /** How many events are sent at once, before the steady ones. */
  int events() {
    return events;
  }

  /** How many lines the file of the large batch has. */
  int lines() {
    return lines;
  }
}
