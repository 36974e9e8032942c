package dev.notifier.local.components;

import dev.notifier.local.console.CommandException;
import dev.notifier.local.console.ConsoleOutput;
import dev.notifier.local.home.ComponentLock;
import dev.notifier.local.home.HomeDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Waits for components of the home that another one needs. A supervisor that starts all of them
 * again after a failure starts them at the same time. Thread-safe.
 */
final class NeededComponents {
  static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(250);

  private final HomeDirectory home;
  private final ConsoleOutput console;
  private final Duration limit;

  /**
   * Waits in this way.
   *
   * @param limit how long, for all components together
   */
  NeededComponents(HomeDirectory home, ConsoleOutput console, Duration limit) {
    this.home = home;
    this.console = console;
    this.limit = limit;
  }

  /**
   * Returns when all of these run. Prints one line if it waits.
   *
   * @param waiting the component that needs them, such as {@code worker-2}
   * @param stopping ends the waiting
   * @throws CommandException if one is missing at the end
   */
  void await(String waiting, List<ComponentKind> needed, BooleanSupplier stopping)
      throws CommandException, IOException, InterruptedException {
    var deadline = System.nanoTime() + limit.toNanos();
    var missing = missing(needed);
    if (!missing.isEmpty() && !limit.isZero()) {
      console.printComponent(
          waiting,
          "waits up to %d s for %s"
              .formatted(
                  limit.toSeconds(),
                  missing.stream().map(ComponentKind::label).collect(Collectors.joining(" and "))));
    }
    while (!missing.isEmpty()) {
      if (stopping.getAsBoolean() || System.nanoTime() >= deadline) {
        throw notRunning(missing.getFirst(), home);
      }
      Thread.sleep(POLL);
      missing = missing(needed);
    }
  }

  static CommandException notRunning(ComponentKind kind, HomeDirectory home) {
    return new CommandException(
        "No "
            + kind.label()
            + " runs in "
            + home.directory()
            + ": start it with ./notifier start --only "
            + kind.label()
            + ", or set its address in a file given with --config.");
  }

  private List<ComponentKind> missing(List<ComponentKind> needed) throws IOException {
    var missing = new ArrayList<ComponentKind>();
    for (var kind : needed) {
      if (!runs(kind)) {
        missing.add(kind);
      }
    }
    return missing;
  }

  /** A killed process leaves its address in the file of endpoints, but its lock has ended. */
  private boolean runs(ComponentKind kind) throws IOException {
    Optional<ComponentLock.Registration> up =
        ComponentLock.running(home, kind.label()).filter(one -> !one.address().isEmpty());
    return up.isPresent() && home.endpoints().get(kind.label()).isPresent();
  }
}
