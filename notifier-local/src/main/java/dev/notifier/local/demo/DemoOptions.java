package dev.notifier.local.demo;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code start} that make up data. */
public final class DemoOptions {
  @Option(
      names = "--demo",
      description =
          "also make up the data of a busy day: two simulated carriers, events, batches and replies")
  private boolean on;

  /** For tests. */
  @Option(names = "--demo-events", hidden = true, converter = Size.class, defaultValue = "300")
  private int events;

  /** For tests. */
  @Option(names = "--demo-lines", hidden = true, converter = Size.class, defaultValue = "5000")
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

  /** Converts to a number from 1 to what the numbers of invented persons allow. */
  static final class Size implements ITypeConverter<Integer> {
    private static final int MAX = 10_000;

    @Override
    public Integer convert(String value) {
      try {
        int number = Integer.parseInt(value);
        if (number >= 1 && number <= MAX) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Reported below.
      }
      throw new TypeConversionException(value + " is not a number from 1 to " + MAX);
    }
  }
}
